import { and, desc, eq, isNotNull, or, type SQL, sql } from 'drizzle-orm';
import { isListedOperator, isOperatorRow } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { containsText, users } from '@/lib/db';
import { personNotFound } from './errors';
import { MAX_COUNTED_JOBS } from './model';
import type { PeopleQuery, PersonView } from './schemas';

type Data = Pick<Context, 'db'>;

const PAGE_SIZE = 50;
/** Lines of the security log that are searched for the last sign-in of one user. */
const RECENT_EVENTS = 200;

/** In a subquery, where Drizzle would leave out the table: most tables have an `id` of their own. */
const USER_ID = sql`users.id`;

const has = (table: string, more = '') =>
  sql<number>`EXISTS (SELECT 1 FROM ${sql.identifier(table)} WHERE user_id = ${USER_ID} ${sql.raw(more)})`;

/** The last use of a session or token. Sessions that have ended are gone, so the log is asked too. */
const LAST_SEEN = sql<number>`max(
  coalesce((SELECT max(last_seen_at) FROM sessions WHERE user_id = ${USER_ID}), 0),
  coalesce((SELECT max(last_used_at) FROM tokens WHERE user_id = ${USER_ID}), 0),
  coalesce((SELECT max(at) FROM (SELECT at, event FROM security_events WHERE about_user = ${USER_ID}
    ORDER BY at DESC, id DESC LIMIT ${RECENT_EVENTS}) WHERE event = 'signed_in'), 0))`;

const columns = () => ({
  id: users.id,
  name: users.name,
  email: users.email,
  emailVerified: users.emailVerified,
  operator: sql<number>`${isOperatorRow()}`,
  listed: sql<number>`${isListedOperator()}`,
  disabledAt: users.disabledAt,
  deletingAt: users.deletingAt,
  createdAt: users.createdAt,
  lastSeenAt: LAST_SEEN,
  jobsPerMonth: users.jobsPerMonth,
  jobs: sql<number>`(SELECT count(*) FROM (
    SELECT 1 FROM entries WHERE user_id = ${USER_ID} LIMIT ${MAX_COUNTED_JOBS + 1}))`,
  password: has('passwords'),
  providers: sql<string>`(SELECT json_group_array(provider) FROM accounts WHERE user_id = ${USER_ID})`,
  passkeys: sql<number>`(SELECT count(*) FROM passkeys WHERE user_id = ${USER_ID})`,
  authenticator: has('authenticators', 'AND confirmed_at IS NOT NULL'),
});

async function select({ db }: Data, where: SQL | undefined, limit: number): Promise<PersonView[]> {
  const rows = await db
    .select(columns())
    .from(users)
    .where(where)
    .orderBy(desc(users.createdAt), desc(users.id))
    .limit(limit);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    emailProved: row.emailVerified !== null,
    operator: row.operator === 1,
    listedOperator: row.listed === 1,
    state: row.deletingAt !== null ? 'deleting' : row.disabledAt !== null ? 'disabled' : 'active',
    createdAt: row.createdAt,
    lastSeenAt: row.lastSeenAt || null,
    jobsPerMonth: row.jobsPerMonth,
    jobs: row.jobs,
    signIn: {
      password: row.password === 1,
      providers: (JSON.parse(row.providers) as string[]).sort(),
      passkeys: row.passkeys,
      authenticator: row.authenticator === 1,
    },
  }));
}

/** The condition that the name or the address contains a text, in any case of ASCII letters. */
function contains(text: string): SQL | undefined {
  if (text === '') return undefined;
  return or(containsText(users.name, text), containsText(users.email, text));
}

const SHOWN = {
  all: () => undefined,
  operators: isOperatorRow,
  disabled: () => isNotNull(users.disabledAt),
};

/**
 * A page of the people with an account, newest first.
 * @returns the cursor of the next page; null on the last one
 */
export async function listPeople(
  ctx: Data,
  { q = '', show, cursor }: PeopleQuery,
): Promise<{ people: PersonView[]; cursor: string | null }> {
  const [at = '', ...id] = cursor?.split('.') ?? [];
  const after = cursor
    ? sql`(${users.createdAt}, ${users.id}) < (${Number(at)}, ${id.join('.')})`
    : undefined;
  const rows = await select(ctx, and(contains(q.trim()), SHOWN[show](), after), PAGE_SIZE + 1);
  const people = rows.slice(0, PAGE_SIZE);
  const last = rows.length > PAGE_SIZE ? people.at(-1) : undefined;
  return { people, cursor: last ? `${last.createdAt}.${last.id}` : null };
}

/** @throws AppError `not_found` */
export async function getPerson(ctx: Data, id: string): Promise<PersonView> {
  const [person] = await select(ctx, eq(users.id, id), 1);
  if (!person) throw personNotFound();
  return person;
}
