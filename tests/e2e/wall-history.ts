import { createHash, randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { THUMBNAIL_WIDTHS } from '@/lib/results/model';
import { folderStorage } from '@/lib/storage/folder';

/** A job for the wall. With a size it succeeded and its picture is stored. */
export type WallJob = {
  label?: string;
  mode?: string;
  size?: [width: number, height: number];
  state?: 'pending' | 'succeeded' | 'failed' | 'stalled';
  failure?: string;
  /** The address of its input picture. */
  input?: string;
  /** Its picture could not be copied, or was deleted. */
  result?: 'failed' | 'expired';
};

/** A picture with soft light, corners and grain, so that a crop and a thumbnail's bytes are like those of a photo. */
export async function picture(width: number, height: number, hue = 30): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="a" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="hsl(${hue} 45% 82%)"/><stop offset="1" stop-color="hsl(${hue + 40} 35% 38%)"/>
    </linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#a)"/>
    <rect x="8%" y="55%" width="40%" height="30%" fill="hsl(${hue + 180} 25% 45%)"/>
    <circle cx="75%" cy="30%" r="${Math.min(width, height) / 8}" fill="hsl(${hue} 60% 92%)"/>
    <rect x="1" y="1" width="${width - 2}" height="${height - 2}" fill="none" stroke="#fff" stroke-width="2"/>
  </svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
}

const idOf = () => `wall_${randomBytes(8).toString('hex')}`;

/** Where an app keeps its rows and its files. */
export type Place = { database: string; files: string };

async function store(place: Place, row: Database.Database, jobId: string, full: Buffer) {
  const storage = folderStorage(place.files);
  const folder = `results/${randomBytes(16).toString('hex')}`;
  await storage.put(`${folder}/full`, full, 'image/jpeg');
  for (const width of THUMBNAIL_WIDTHS) {
    const small = sharp(full).resize({ width, withoutEnlargement: true }).webp();
    await storage.put(`${folder}/${width}.webp`, await small.toBuffer(), 'image/webp');
  }
  const tiny = sharp(full).ensureAlpha().resize(100, 100, { fit: 'inside' }).raw();
  const { data, info } = await tiny.toBuffer({ resolveWithObject: true });
  const { width, height } = await sharp(full).metadata();
  row
    .prepare(
      `UPDATE results SET state = 'stored', problem = NULL, folder = ?, hash = ?, type = 'image/jpeg', bytes = ?,
        thumbnail_bytes = 1, width = ?, height = ?, thumb_hash = ?, stored_at = ?, fence = fence + 1 WHERE job_id = ?`,
    )
    .run(
      folder,
      createHash('sha256').update(full).digest('hex'),
      full.byteLength,
      width,
      height,
      Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64'),
      Date.now(),
      jobId,
    );
}

/**
 * Adds jobs to a user's history as if they had been rendered and copied long ago. The first one is the newest.
 * @returns their ids
 */
export async function hang(place: Place, email: string, jobs: WallJob[]): Promise<string[]> {
  const db = new Database(place.database);
  db.pragma('busy_timeout = 5000');
  const now = Date.now();
  const ids: string[] = [];
  for (const [index, job] of jobs.entries()) {
    const id = idOf();
    ids.push(id);
    const { size, state = size || job.result ? 'succeeded' : 'pending' } = job;
    const at = now - (index + 1) * 3 * 60_000;
    const output = state === 'succeeded' ? 'http://127.0.0.1:9/gone.png' : null;
    db.prepare(
      `INSERT INTO jobs (id, body, status, state, mode, output, failure, input_url, created_at, waiting_since, settled_at,
        checked_at, next_check_at, announced_at) VALUES (?, '{}', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      id,
      state,
      state,
      job.mode ?? 'furnish',
      output,
      job.failure ?? null,
      job.input ?? null,
      at,
      at,
      state === 'pending' ? null : at,
      at,
      now + 3_600_000,
      state === 'pending' ? null : at,
    );
    db.prepare(
      `INSERT INTO entries (user_id, job_id, label, added_at) SELECT id, ?, ?, ? FROM users WHERE email = ?`,
    ).run(id, job.label ?? null, at, email);
    if (size) await store(place, db, id, await picture(...size, (index * 47) % 360));
    else if (job.result) {
      db.prepare(
        `UPDATE results SET state = ?, problem = 'gone', fence = fence + 1 WHERE job_id = ?`,
      ).run(job.result, id);
    }
  }
  db.close();
  return ids;
}
