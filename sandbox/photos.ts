import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The photos of requests. Everything else about a job is in its id; of a photo that has only the name, its hash. The
 * files are in the system's folder for temporary files, where each process of the machine finds them.
 */

/** The longest side of a photo that is kept, px. */
const MAX_SIDE = 1_536;
/** More pixels are not decoded. */
const MAX_PIXELS = 50_000_000;
/** The bytes of the hash that are its name: 12 characters in base64url. */
const NAME_BYTES = 9;
/** The most files that are kept; of more the oldest are deleted. */
const MAX_FILES = 400;
const MAX_IN_MEMORY = 20;

const inMemory = new Map<string, Buffer>();

function remember(name: string, photo: Buffer): Buffer {
  inMemory.delete(name);
  inMemory.set(name, photo);
  const [oldest] = inMemory.keys();
  if (inMemory.size > MAX_IN_MEMORY && oldest) inMemory.delete(oldest);
  return photo;
}

/** The folder; throws if it is somebody else's. */
async function folder(): Promise<string> {
  // Windows has no user ids.
  const uid = process.getuid?.();
  const path = join(tmpdir(), `bottega-sandbox-${uid ?? 'user'}`);
  await mkdir(path, { recursive: true, mode: 0o700 });
  const found = await lstat(path);
  const isOwn = uid === undefined || found.uid === uid;
  if (!found.isDirectory() || !isOwn) throw new Error('The folder belongs to somebody else.');
  return path;
}

async function deleteOldest(path: string): Promise<void> {
  const names = await readdir(path);
  if (names.length <= MAX_FILES) return;
  const files = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(path, name))).mtimeMs })),
  );
  const old = files.sort((a, b) => b.at - a.at).slice(MAX_FILES);
  await Promise.all(old.map(({ name }) => rm(join(path, name), { force: true })));
}

/** Without a folder, this process alone knows the photo. */
async function writeToFolder(name: string, photo: Buffer): Promise<void> {
  try {
    const path = await folder();
    const temporary = join(path, `${name}.${process.pid}.tmp`);
    await writeFile(temporary, photo, { mode: 0o600 });
    await rename(temporary, join(path, name));
    await deleteOldest(path);
  } catch {}
}

/**
 * Keeps a photo, or a mask, and returns its name and size.
 * @throws an error of sharp if it is no picture, or has too many pixels
 */
export async function keepPhoto(bytes: Uint8Array) {
  // Imported on first use: its native library would slow every cold start.
  const { default: sharp } = await import('sharp');
  const name = createHash('sha256').update(bytes).digest().subarray(0, NAME_BYTES);
  const id = name.toString('base64url');
  const { autoOrient } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata();
  if (!(await findPhoto(id))) {
    const photo = await sharp(bytes, { limitInputPixels: MAX_PIXELS })
      .rotate()
      .resize(MAX_SIDE, MAX_SIDE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 90 })
      .toBuffer();
    await writeToFolder(id, remember(id, photo));
  }
  return { name: id, width: autoOrient.width, height: autoOrient.height };
}

/** A photo as JPEG, upright; undefined if it was never kept on this machine, or is gone. */
export async function findPhoto(name: string): Promise<Buffer | undefined> {
  const known = inMemory.get(name);
  if (known) return known;
  try {
    return remember(name, await readFile(join(await folder(), name)));
  } catch {
    return undefined;
  }
}
