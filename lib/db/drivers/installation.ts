import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Something that must be writable is not. The message is for the operator. */
export class NotWritable extends Error {
  readonly code = 'DATABASE_NOT_WRITABLE';
}

const MARKER_TEXT = `Bottega has created the database beside this file. While this file exists, Bottega does not
start with a new, empty database instead of a missing one.
`;
const markerOf = (path: string) => `${path}.created`;

function listFolder(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** What shows that there was a database at this path before: its marker, its log, earlier versions, backups. */
export function tracesOf(path: string): string[] {
  const [folder, name] = [dirname(path), basename(path)];
  const own = listFolder(folder).filter(
    (file) =>
      [`${name}-wal`, `${name}.created`].includes(file) || file.startsWith(`${name}.before-`),
  );
  const backups = listFolder(join(folder, 'backups')).filter((file) =>
    /^bottega-.+\.db$/.test(file),
  );
  return [...own, ...backups.map((file) => join('backups', file))];
}

/**
 * Refuses to create an empty database in place of one that is missing.
 * @param mayCreate the operator asks for a new database
 */
export function assertNotLost(path: string, mayCreate: boolean): void {
  // Traces first: another process may be creating file and traces at this moment, in that order.
  const [trace] = tracesOf(path);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0 || trace === undefined || mayCreate) return;
  throw new Error(
    `There is no database at ${path}, but there was one (${trace} is still there). Move it back, or restore a backup (npm run restore). To start with an empty database, set DATABASE_CREATE=true once`,
  );
}

/** Who this process runs as, for messages. */
const user = () => `user id ${process.getuid?.() ?? 'unknown'}`;

function assertWritable(path: string, attempt: () => void): void {
  try {
    attempt();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new NotWritable(`${path} cannot be written by ${user()} (${code})`);
  }
}

/** Writes and deletes a file: permissions alone do not tell for root, or on a read-only file system. */
export function assertFolderWritable(folder: string): void {
  assertWritable(folder, () => {
    const probe = join(folder, `.write-check-${process.pid}`);
    closeSync(openSync(probe, 'w', 0o600));
    rmSync(probe);
  });
}

/**
 * Makes sure that the database, its log and their folder can be written. It opens none of SQLite's files:
 * closing one would end all locks that SQLite holds on it in this process.
 * @throws NotWritable
 */
export function assertFilesWritable(path: string): void {
  assertFolderWritable(dirname(path));
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    assertWritable(file, () => {
      if (isThere(file)) accessSync(file, constants.W_OK);
    });
  }
}

function isThere(path: string): boolean {
  return statSync(/* turbopackIgnore: true */ path, { throwIfNoEntry: false }) !== undefined;
}

/** Takes the rights of all others away, if the file is ours. */
function keepPrivate(path: string, mode: number): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat || (stat.mode & 0o077) === 0) return;
  if (stat.uid === process.getuid?.()) chmodSync(path, mode);
}

/** The folder of the database: created for its owner only. The app's own `data` is tightened too. */
export function prepareFolder(path: string): void {
  const folder = dirname(path);
  assertWritable(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  if (resolve(folder) === resolve('data')) keepPrivate(folder, 0o700);
}

/** Marks that there is a database at this path now, readable by its owner only. */
export function markCreated(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) keepPrivate(file, 0o600);
  const marker = markerOf(path);
  if (!existsSync(marker)) writeFileSync(marker, MARKER_TEXT, { mode: 0o600 });
}
