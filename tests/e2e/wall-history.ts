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

/** Where an app keeps its rows and its files. */
export type Place = { database: string; files: string };

type Stored = { folder: string; full: Buffer; width: number; height: number; thumbHash: string };

/** Puts a picture and its thumbnails into the app's folder, as the copying does. */
async function store(place: Place, full: Buffer): Promise<Stored> {
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
  const thumbHash = Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
  return { folder, full, width, height, thumbHash };
}

type Row = { id: string; email: string; at: number; job: WallJob; stored: Stored | null };

function insert(db: Database.Database, { id, email, at, job, stored }: Row): void {
  const { state = stored || job.result ? 'succeeded' : 'pending' } = job;
  const ended = state === 'succeeded' || state === 'failed' ? at : null;
  db.prepare(
    `INSERT INTO jobs (id, body, status, state, mode, output, failure, input_url, created_at, waiting_since, settled_at,
      checked_at, next_check_at, announced_at) VALUES (?, '{}', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    state,
    state,
    job.mode ?? 'furnish',
    state === 'succeeded' ? 'http://127.0.0.1:9/gone.png' : null,
    job.failure ?? null,
    job.input ?? null,
    at,
    at,
    ended,
    at,
    Date.now() + 3_600_000,
    ended,
  );
  db.prepare(
    'INSERT INTO entries (user_id, job_id, label, added_at) SELECT id, ?, ?, ? FROM users WHERE email = ?',
  ).run(id, job.label ?? null, at, email);
  if (stored) {
    const hash = createHash('sha256').update(stored.full).digest('hex');
    const { folder, full, width, height, thumbHash } = stored;
    db.prepare(
      `UPDATE results SET state = 'stored', folder = ?, hash = ?, type = 'image/jpeg', bytes = ?, thumbnail_bytes = 1,
        width = ?, height = ?, thumb_hash = ?, stored_at = ? WHERE job_id = ?`,
    ).run(folder, hash, full.byteLength, width, height, thumbHash, at, id);
  } else if (job.result) {
    db.prepare(`UPDATE results SET state = ?, problem = 'gone' WHERE job_id = ?`).run(
      job.result,
      id,
    );
  }
}

/**
 * Adds jobs to a user's history as if they had been rendered and copied long ago. The first one is the newest.
 * @returns their ids
 */
export async function hang(place: Place, email: string, jobs: WallJob[]): Promise<string[]> {
  const now = Date.now();
  const rows: Row[] = [];
  for (const [index, job] of jobs.entries()) {
    const id = `wall_${randomBytes(8).toString('hex')}`;
    const stored = job.size
      ? await store(place, await picture(...job.size, (index * 47) % 360))
      : null;
    rows.push({ id, email, at: now - (index + 1) * 180_000, job, stored });
  }
  const db = new Database(place.database);
  db.pragma('busy_timeout = 5000');
  // At once: the app must not find a result that is still to be copied.
  db.transaction(() => {
    for (const row of rows) insert(db, row);
  }).immediate();
  db.close();
  return rows.map(({ id }) => id);
}
