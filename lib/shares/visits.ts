import 'server-only';
import { createHmac, randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, visitSalts } from '@/lib/db';
import { singleton } from '@/lib/singleton';
import type { Visitor } from './visitor';

type Data = Pick<Context, 'db' | 'now'>;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Days since 1970, UTC. */
export const dayOf = (time: number): number => Math.floor(time / DAY_MS);

/** The salts of this process, of one day each, by database. */
const known = singleton('visit-salts', () => new WeakMap<Db, { day: number; salt: string }>());

async function selectSalt(db: Db, day: number): Promise<string | undefined> {
  const [row] = await db.select().from(visitSalts).where(eq(visitSalts.day, day));
  return row?.salt;
}

/** The salt of a day, which all instances share. The first visit of a day makes it. */
async function saltOf(db: Db, day: number): Promise<string> {
  const remembered = known.get(db);
  if (remembered?.day === day) return remembered.salt;
  const stored = await selectSalt(db, day);
  if (stored === undefined) {
    const salt = randomBytes(32).toString('base64url');
    const inserted = db.insert(visitSalts).values({ day, salt }).onConflictDoNothing();
    // While nothing can be written, links are shown all the same, and no visit is counted.
    const written = await inserted.then(
      () => true,
      () => false,
    );
    if (!written) return salt;
  }
  const salt = stored ?? (await selectSalt(db, day)) ?? '';
  known.set(db, { day, salt });
  return salt;
}

/** A visit of a day: who came, as a hash that nothing leads back from once the salt of the day is deleted. */
export type Visit = { day: number; visitorHash: string };

/** @param token of the link: nobody can be followed from one link to another */
export async function visitOf({ db, now }: Data, token: string, visitor: Visitor): Promise<Visit> {
  const day = dayOf(now());
  const text = JSON.stringify([token, visitor.address, visitor.userAgent]);
  const visitorHash = createHmac('sha256', await saltOf(db, day))
    .update(text)
    .digest('base64url');
  return { day, visitorHash };
}
