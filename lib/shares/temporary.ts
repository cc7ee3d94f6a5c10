import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs, results, users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { replaceOutput } from '@/lib/gepetto';
import { type JobPicture, toJobPicture } from '@/lib/jobs';
import { sharedPicturePath } from '@/lib/paths';
import { FILE_COLUMNS, toStoredFiles } from '@/lib/results';
import { sealAlike, unseal } from '@/lib/sealing';

/** Ends of addresses are whole hours, so that a response stays the same for a while. */
const HOUR_MS = 3_600_000;
/** How long an address is valid at least, ms. */
const VALID_MS = 24 * HOUR_MS;
const PURPOSE = 'bottega temporary address of a result';
/** Characters of the hash in an address. */
const HASH_LENGTH = 16;
/** Sealed texts are longer than a share's token and shorter than this, characters. */
const SEALED = /^[A-Za-z0-9_-]{60,600}$/;

type Address = {
  userId: string;
  jobId: string;
  /** When the job came into the user's history: adding it again revives no address. */
  addedAt: number;
  /** The beginning of the result's hash. */
  hash: string;
  /** Hours since 1970. */
  until: number;
};

function write({ userId, jobId, addedAt, hash, until }: Address): string {
  const text = [userId, jobId, addedAt, hash, until].join(' ');
  return sealAlike(text, getEnv().authSecret, PURPOSE);
}

function read(sealed: string): Address | null {
  if (!SEALED.test(sealed)) return null;
  const parts = unseal(sealed, getEnv().readableSecrets, PURPOSE)?.split(' ');
  if (parts?.length !== 5) return null;
  const [userId = '', jobId = '', addedAt = '', hash = '', until = ''] = parts;
  return { userId, jobId, addedAt: Number(addedAt), hash, until: Number(until) };
}

/**
 * Upstream's JSON for a job with the address of our copy in place of upstream's, valid for 24 hours, for a script that
 * cannot authenticate where it fetches the picture. The body as it is while the result is not stored.
 * @param origin of this server
 */
export async function withStoredOutput(
  { db, now }: Pick<Context, 'db' | 'now'>,
  job: { userId: string; jobId: string; body: string },
  origin: string,
): Promise<string> {
  const { userId, jobId, body } = job;
  const [found] = await db
    .select({ addedAt: entries.addedAt, files: FILE_COLUMNS })
    .from(entries)
    .innerJoin(results, eq(results.jobId, entries.jobId))
    .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)));
  const files = toStoredFiles(found?.files);
  if (!found || !files) return body;
  const hash = files.hash.slice(0, HASH_LENGTH);
  const until = Math.ceil((now() + VALID_MS) / HOUR_MS);
  const sealed = write({ userId, jobId, addedAt: found.addedAt, hash, until });
  return replaceOutput(body, origin + sharedPicturePath(sealed, { of: 'output' })) ?? body;
}

/** The result at a temporary address; null for one that is unknown, over, or whose job or result has gone. */
export async function findTemporary(
  ctx: Pick<Context, 'db' | 'now'>,
  sealed: string,
): Promise<JobPicture | null> {
  const address = read(sealed);
  if (!address || ctx.now() >= address.until * HOUR_MS) return null;
  const { id, state, output, inputUrl, mode, createdAt } = jobs;
  const [found] = await ctx.db
    .select({ job: { id, state, output, inputUrl, mode, createdAt }, files: FILE_COLUMNS })
    .from(entries)
    .innerJoin(users, eq(users.id, entries.userId))
    .innerJoin(jobs, eq(jobs.id, entries.jobId))
    .innerJoin(results, eq(results.jobId, entries.jobId))
    .where(
      and(
        eq(entries.userId, address.userId),
        eq(entries.jobId, address.jobId),
        eq(entries.addedAt, address.addedAt),
        eq(results.state, 'stored'),
        sql`substr(${results.hash}, 1, ${HASH_LENGTH}) = ${address.hash}`,
        isNull(users.disabledAt),
      ),
    );
  return found ? toJobPicture(ctx, { ...found, photo: null, label: null }, 'output') : null;
}
