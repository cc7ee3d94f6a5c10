import 'server-only';
import { count, desc, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, passkeys } from '@/lib/db';
import type { PasskeyView } from './model';

type Data = Pick<Context, 'db'>;

/** A user's passkeys, newest first. */
export async function listPasskeys({ db }: Data, userId: string): Promise<PasskeyView[]> {
  return db
    .select({
      id: passkeys.id,
      name: passkeys.name,
      createdAt: passkeys.createdAt,
      lastUsedAt: passkeys.lastUsedAt,
    })
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(desc(passkeys.createdAt), desc(passkeys.id));
}

/** How many passkeys a user has: each is a way to sign in. */
export async function countPasskeys(db: Db, userId: string): Promise<number> {
  const [row] = await db
    .select({ passkeys: count() })
    .from(passkeys)
    .where(eq(passkeys.userId, userId));
  return row?.passkeys ?? 0;
}

/** A user's passkeys as a browser is told of them, and where it may find them. */
export async function credentialsOf({ db }: Data, userId: string) {
  const rows = await db
    .select({ id: passkeys.id, transports: passkeys.transports })
    .from(passkeys)
    .where(eq(passkeys.userId, userId));
  return rows.map(({ id, transports }) => ({ id, ...(transports?.length && { transports }) }));
}
