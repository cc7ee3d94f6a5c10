import sharp from 'sharp';
import { QUEUE_AGAIN } from '../files/queue-again.mjs';
import { WIDTHS } from './survey.mjs';

const SIZES =
  'UPDATE results SET thumbnail_bytes = ? WHERE job_id = ? AND folder = ? RETURNING job_id';

/**
 * Puts results in the queue again, so that the app copies them anew. One that has changed meanwhile is left alone.
 *
 * @param {import('../open-database.mjs').Database} db
 * @param {import('./survey.mjs').Row[]} rows
 * @returns {Promise<string[]>} the ids of their jobs
 */
export async function queueAgain(db, rows) {
  const queued = [];
  for (const { jobId, folder } of rows) {
    if ((await db.all(QUEUE_AGAIN, [jobId, folder])).length > 0) queued.push(jobId);
  }
  return queued;
}

/** @returns {Promise<Buffer[] | null>} as lib/results/thumbnails.ts draws them; null if the picture is damaged */
async function drawnFrom(picture) {
  try {
    return await Promise.all(
      WIDTHS.map((width) =>
        sharp(picture, { failOn: 'truncated' })
          .autoOrient()
          .resize({ width, height: 16_383, fit: 'inside', withoutEnlargement: true })
          .toColourspace('srgb')
          .webp({ quality: 78 })
          .toBuffer(),
      ),
    );
  } catch {
    return null;
  }
}

/**
 * Draws thumbnails again from the stored pictures, which needs no source.
 *
 * @param {import('../open-database.mjs').Database} db
 * @param {import('../files/open.mjs').Store} store
 * @param {import('./survey.mjs').Row[]} rows
 * @returns {Promise<{ drawn: string[], damaged: import('./survey.mjs').Row[] }>} `damaged`: the picture cannot be read
 */
export async function redrawThumbnails(db, store, rows) {
  const drawn = [];
  const damaged = [];
  for (const row of rows) {
    const { jobId, folder } = row;
    const thumbnails = await drawnFrom(await store.read(`${folder}/full`));
    if (thumbnails === null) {
      damaged.push(row);
      continue;
    }
    for (const [index, thumbnail] of thumbnails.entries()) {
      await store.put(`${folder}/${WIDTHS[index]}.webp`, thumbnail, 'image/webp');
    }
    const bytes = thumbnails.reduce((sum, { byteLength }) => sum + byteLength, 0);
    await db.all(SIZES, [bytes, jobId, folder]);
    drawn.push(jobId);
  }
  return { drawn, damaged };
}
