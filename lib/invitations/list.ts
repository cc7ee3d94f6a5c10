import { aliasedTable, and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { invitations, users } from '@/lib/db';
import type { InvitationView } from './schemas';

type Data = Pick<Context, 'db' | 'now'>;

const PAGE_SIZE = 50;

const inviter = aliasedTable(users, 'inviter');
const guest = aliasedTable(users, 'guest');

type Row = Omit<InvitationView, 'state'>;

function toView(row: Row, now: number): InvitationView {
  const ended = row.expiresAt <= now ? 'ended' : 'waiting';
  return { ...row, state: row.usedAt === null ? ended : 'used' };
}

async function select({ db }: Data, where: SQL | undefined, limit: number): Promise<Row[]> {
  return db
    .select({
      id: invitations.id,
      email: invitations.email,
      invitedBy: inviter.email,
      usedBy: guest.email,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      usedAt: invitations.usedAt,
    })
    .from(invitations)
    .leftJoin(inviter, eq(inviter.id, invitations.invitedBy))
    .leftJoin(guest, eq(guest.id, invitations.usedBy))
    .where(where)
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(limit);
}

/** One invitation; undefined if there is none. */
export async function selectInvitation(ctx: Data, id: string): Promise<InvitationView | undefined> {
  const [row] = await select(ctx, eq(invitations.id, id), 1);
  return row && toView(row, ctx.now());
}

/**
 * A page of invitations, newest first.
 * @param cursor from the page before
 */
export async function listInvitations(
  ctx: Data,
  cursor?: string,
): Promise<{ invitations: InvitationView[]; cursor: string | null }> {
  const [at = '', id = ''] = cursor?.split('.') ?? [];
  const after = cursor
    ? and(sql`(${invitations.createdAt}, ${invitations.id}) < (${Number(at)}, ${id})`)
    : undefined;
  const rows = await select(ctx, after, PAGE_SIZE + 1);
  const page = rows.slice(0, PAGE_SIZE);
  const last = rows.length > PAGE_SIZE ? page.at(-1) : undefined;
  return {
    invitations: page.map((row) => toView(row, ctx.now())),
    cursor: last ? `${last.createdAt}.${last.id}` : null,
  };
}
