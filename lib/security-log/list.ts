import { setImmediate as nextTurn } from 'node:timers/promises';
import { aliasedTable, and, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { securityEvents, users } from '@/lib/db';
import { normalizeEmail } from '@/lib/email-address';
import { accountsOf } from './log';
import type { SecurityLine, SecuritySelection } from './schemas';

type Data = Pick<Context, 'db'>;

const PAGE_SIZE = 50;
/** Lines that an export reads, and holds in memory, at once. */
const EXPORT_PAGE_SIZE = 500;
const DAY_MS = 24 * 60 * 60 * 1_000;

const about = aliasedTable(users, 'about');
const by = aliasedTable(users, 'by_whom');

/** What makes a line one about or by a person, each served by an index; none without a person. */
async function sourcesOf({ db }: Data, person: string | undefined): Promise<(SQL | undefined)[]> {
  if (!person) return [undefined];
  const email = normalizeEmail(person);
  const { aboutUser, byUser, account } = securityEvents;
  if (email === null) return [eq(aboutUser, person), eq(byUser, person)];
  const [user] = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  const strangers = accountsOf(email).map((one) => eq(account, one));
  return user ? [eq(aboutUser, user.id), eq(byUser, user.id), ...strangers] : strangers;
}

function conditions({ event, from, to }: SecuritySelection, cursor: string | undefined) {
  const [at = '', id = ''] = cursor?.split('.') ?? [];
  return and(
    event ? eq(securityEvents.event, event) : undefined,
    from ? gte(securityEvents.at, Date.parse(from)) : undefined,
    to ? lt(securityEvents.at, Date.parse(to) + DAY_MS) : undefined,
    cursor
      ? sql`(${securityEvents.at}, ${securityEvents.id}) < (${Number(at)}, ${Number(id)})`
      : undefined,
  );
}

const person = (id: string | null, email: string | null) => (id === null ? null : { id, email });

async function select(
  { db }: Data,
  sources: (SQL | undefined)[],
  where: SQL | undefined,
  limit: number,
): Promise<SecurityLine[]> {
  const newest = (source: SQL | undefined) => {
    const found = and(source, where) ?? sql`1`;
    return sql`SELECT id FROM (SELECT id, at FROM security_events WHERE ${found}
      ORDER BY at DESC, id DESC LIMIT ${limit})`;
  };
  const ids = sql.join(sources.map(newest), sql` UNION `);
  const rows = await db
    .select({ line: securityEvents, aboutEmail: about.email, byEmail: by.email })
    .from(securityEvents)
    .leftJoin(about, eq(about.id, securityEvents.aboutUser))
    .leftJoin(by, eq(by.id, securityEvents.byUser))
    .where(inArray(securityEvents.id, sql`(${ids})`))
    .orderBy(desc(securityEvents.at), desc(securityEvents.id))
    .limit(limit);
  return rows.map(({ line, aboutEmail, byEmail }) => ({
    id: line.id,
    at: line.at,
    event: line.event,
    about: person(line.aboutUser, aboutEmail),
    by: person(line.byUser, byEmail),
    account: line.account,
    from: line.from,
    details: line.details ?? {},
    times: line.times,
  }));
}

const cursorOf = ({ at, id }: SecurityLine) => `${at}.${id}`;

/**
 * A page of the security log, newest first.
 * @param cursor from the page before
 * @returns the cursor of the next page; null on the last one
 */
export async function listSecurityLog(
  ctx: Data,
  selection: SecuritySelection,
  cursor?: string,
): Promise<{ lines: SecurityLine[]; cursor: string | null }> {
  const sources = await sourcesOf(ctx, selection.person);
  const rows = await select(ctx, sources, conditions(selection, cursor), PAGE_SIZE + 1);
  const lines = rows.slice(0, PAGE_SIZE);
  const last = rows.length > PAGE_SIZE ? lines.at(-1) : undefined;
  return { lines, cursor: last ? cursorOf(last) : null };
}

/** All selected lines, newest first, in pages that are read when the consumer asks for them. */
export async function* exportSecurityLog(
  ctx: Data,
  selection: SecuritySelection,
): AsyncGenerator<SecurityLine[], void, undefined> {
  const sources = await sourcesOf(ctx, selection.person);
  let cursor: string | undefined;
  for (;;) {
    const page = await select(ctx, sources, conditions(selection, cursor), EXPORT_PAGE_SIZE);
    yield page;
    const last = page.at(-1);
    if (!last || page.length < EXPORT_PAGE_SIZE) return;
    cursor = cursorOf(last);
    // Other requests go first.
    await nextTurn();
  }
}
