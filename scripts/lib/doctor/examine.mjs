import { queueAgain, redrawThumbnails } from './mend.mjs';
import { assertTogether, deleteStrays } from './strays.mjs';
import { survey } from './survey.mjs';

/** Ids that are printed in full. */
const MOST_IDS = 20;

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const counted = (n, one, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

function named(ids) {
  const more = ids.length > MOST_IDS ? ` and ${ids.length - MOST_IDS} more` : '';
  return `${ids.slice(0, MOST_IDS).join(', ')}${more}`;
}

/** Results that cannot be copied (any more): the ids of their jobs. */
async function lostResults(db) {
  const rows = await db.all(
    `SELECT job_id AS jobId FROM results JOIN jobs ON jobs.id = job_id
     WHERE results.state = 'failed' AND (problem = 'gone' OR output IS NULL) ORDER BY job_id`,
  );
  return rows.map(({ jobId }) => jobId);
}

async function mend(db, store, found, { dryRun }) {
  const ids = (rows) => rows.map(({ jobId }) => jobId);
  if (dryRun) return { queued: ids(found.withoutPicture), drawn: ids(found.withoutThumbnails) };
  const { drawn, damaged } = await redrawThumbnails(db, store, found.withoutThumbnails);
  return { queued: await queueAgain(db, [...found.withoutPicture, ...damaged]), drawn };
}

/**
 * Compares results and files, mends what differs, and says so.
 *
 * @param {import('../open-database.mjs').Database} db
 * @param {import('../files/open.mjs').Store} store
 * @param {{ dryRun: boolean }} options `dryRun`: changes nothing
 * @returns {Promise<string[]>} lines for the operator
 */
export async function examine(db, store, options) {
  const found = await survey(db, store);
  assertTogether(store, found);
  const strays = await deleteStrays(db, store, found, options);
  const { queued, drawn } = await mend(db, store, found, options);
  const lost = await lostResults(db);
  const did = (past, future) => (options.dryRun ? `Would ${future}` : past);
  const lines = [
    `Compared ${counted(found.results, 'stored result')} with ${counted(found.files, 'file')} in ${store.name}.`,
  ];
  const say = (n, line) => n > 0 && lines.push(line);
  say(
    strays.deleted,
    `${did('Deleted', 'delete')} ${counted(strays.deleted, 'file')} that no result or photo refers to (${megabytes(strays.bytes)}).`,
  );
  say(
    strays.young,
    `Left ${counted(strays.young, 'file')} alone: no result or photo refers to them, but they are younger than an hour and may still be being written.`,
  );
  say(
    strays.pending,
    `Left ${counted(strays.pending, 'file')} alone: Bottega is writing them, or deletes them by itself.`,
  );
  say(
    queued.length,
    `${did('Put', 'put')} ${counted(queued.length, 'result')} into the queue to be copied again, because the picture is missing, damaged or of another size: ${named(queued)}`,
  );
  say(
    drawn.length,
    `${did('Drew', 'draw')} the thumbnails of ${counted(drawn.length, 'result')} again: ${named(drawn)}`,
  );
  say(
    lost.length,
    `${counted(lost.length, 'result is', 'results are')} lost: the picture could not be copied, and its source is gone: ${named(lost)}`,
  );
  say(
    found.lostPhotos.length,
    `${counted(found.lostPhotos.length, 'photo or mask has', 'photos and masks have')} a file that is missing or of another size. Bring back the files from a backup, or let their owners upload them again: ${named(found.lostPhotos)}`,
  );
  if (lines.length === 1) lines.push('Everything is in order.');
  if (options.dryRun) lines.push('Nothing was changed (--dry-run).');
  return lines;
}
