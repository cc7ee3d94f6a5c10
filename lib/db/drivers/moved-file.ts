import { statSync } from 'node:fs';
import { log } from '@/lib/log';

/** How often the file is looked for while nothing is written, ms. */
const CHECK_INTERVAL_MS = 5_000;
/** How often the alarm is repeated in the log, ms. */
const ALARM_INTERVAL_MS = 60_000;

/** The open database is no longer at its path: what is written to it is lost with the process. */
class DatabaseMoved extends Error {
  readonly code = 'DATABASE_MOVED';
}

/** The device and inode of the file at a path; null if there is none or its folder is gone. */
function identityOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path);
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}

/**
 * Watches whether the files that SQLite has open are still those at their paths. SQLite itself does not notice
 * that a file was deleted, moved or replaced: it goes on writing into the old one, which no restart finds.
 *
 * @param files the database and its log, open at this moment
 */
export function watchFiles(files: string[]) {
  const opened = files.map((file) => ({ file, identity: identityOf(file) }));
  let alarmedAt = Number.NEGATIVE_INFINITY;

  const missing = () => opened.find(({ file, identity }) => identityOf(file) !== identity)?.file;

  function alarm(file: string): void {
    if (performance.now() - alarmedAt < ALARM_INTERVAL_MS) return;
    alarmedAt = performance.now();
    log().fatal(
      { file },
      'the database file was deleted, moved or replaced while the app runs: nothing is written until it is back, or until a backup is restored and the app restarted',
    );
  }

  /** @throws DatabaseMoved if a file is not where it was opened */
  function assertInPlace(): void {
    const file = missing();
    if (file === undefined) return;
    alarm(file);
    throw new DatabaseMoved('The database file is not where it was opened.');
  }

  const timer = setInterval(() => {
    const file = missing();
    if (file !== undefined) alarm(file);
  }, CHECK_INTERVAL_MS);
  timer.unref();
  return { assertInPlace, stop: () => clearInterval(timer) };
}
