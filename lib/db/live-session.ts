import { type SQL, sql } from 'drizzle-orm';

/**
 * The condition that a session still signs its user in. Part of every statement that makes a way in, or does what
 * cannot be undone: the session may have ended since the request was authenticated, for example because the owner of
 * the address has proved it.
 * @param id null for callers without a session, such as scripts
 */
export function isLiveSession(id: string | null): SQL {
  if (id === null) return sql`1`;
  return sql`EXISTS (SELECT 1 FROM sessions JOIN users ON users.id = sessions.user_id
    WHERE sessions.id = ${id} AND sessions.needs_second_factor = 0 AND users.disabled_at IS NULL)`;
}
