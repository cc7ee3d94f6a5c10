import { makeZip } from 'client-zip';
import type { Context } from '@/lib/context';
import { LARGE_FILES } from './large-files';
import { beginExport } from './one-at-a-time';
import { pictures } from './pictures';
import { SMALL_FILES } from './small-files';

const README = `Everything that this Bottega keeps about you, as it was when you exported it.

profile.json              who you are
ways-in.json              how you sign in: no password, code or key is in here
sessions.json             where you are signed in
tokens.json               your tokens, without the tokens themselves
jobs.jsonl, jobs.csv      your history; the first has Gepetto's own answer of each job too
started-jobs.jsonl        the jobs that you started here
results.jsonl             what Bottega has stored of each job in your history, with the name of its file in here
results/                  those pictures, as Gepetto made them
photos.jsonl              the photos in your library, with the name of each file in here
photos/                   those photos
recipes.json              your recipes
submissions.jsonl         the jobs that you wanted to start, and what became of each
recipe-runs.jsonl         the runs of your recipes
shares.jsonl              your share links, without the secret part
share-feedback.jsonl      what visitors of your links said, and your answers
studio.json               the logo that shared pages may show, a PNG in base64
webhooks.json             your webhooks, without their secrets
webhook-deliveries.jsonl  what was sent to them in the last 30 days
invitations.json          the invitations that you made, and the one that you used
security-events.jsonl     the lines of the security log about you, of the last 90 days

Files that end in .jsonl have one JSON object on each line. Times in JSON are milliseconds since 1970, UTC, except in
jobs.jsonl, where they are ISO 8601. Pictures that Bottega has not stored are not in here: the jobs name their addresses.
`;

type ExportContext = Pick<Context, 'db' | 'now' | 'storage'>;
type Options = { userId: string; origin: string };

/** The files of the archive, one after the other. Each is read when the one before has been written. */
async function* files(ctx: ExportContext, { userId, origin }: Options) {
  const { db, now } = ctx;
  const startedAt = now();
  const lastModified = new Date(startedAt);
  yield { name: 'README.txt', lastModified, input: README };
  for (const [name, read] of Object.entries(SMALL_FILES)) {
    const content = await read(db, userId);
    yield { name, lastModified, input: `${JSON.stringify(content, null, 2)}\n` };
  }
  for (const [name, read] of Object.entries(LARGE_FILES)) {
    yield { name, lastModified, input: read(db, { userId, origin }) };
  }
  yield* pictures(ctx, userId, startedAt);
}

async function* chunks(zip: ReadableStream<Uint8Array>, end: () => void) {
  const reader = zip.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    end();
    await reader.cancel().catch(() => {});
  }
}

/**
 * Everything that is kept about a user, as a ZIP file, in parts: each is read when the one before has been taken, and
 * none after the consumer has left. One at a time for a user.
 *
 * @param origin of the links to jobs
 * @throws AppError `too_many_requests` if an export of this user is under way, or too many of others
 */
export function exportMyData(
  ctx: ExportContext,
  options: Options,
): AsyncGenerator<Uint8Array, void, undefined> {
  const end = beginExport(options.userId);
  return chunks(makeZip(files(ctx, options)), end);
}
