import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATIONS_FOLDER } from '@/lib/db';
import { temporaryFolder } from './temp-folder';

type Journal = { entries: { idx: number; version: string; when: number; tag: string }[] };

/**
 * The migrations of an imaginary newer version: ours and one more.
 * @param statements the SQL of the additional migration
 */
export function newerVersion(statements: string[]): { migrations: string; remove: () => void } {
  const folder = temporaryFolder();
  cpSync(MIGRATIONS_FOLDER, folder.path, { recursive: true });
  const path = join(folder.path, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8')) as Journal;
  const last = journal.entries.at(-1);
  if (!last) throw new Error('There are no migrations.');
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_newer' });
  writeFileSync(path, JSON.stringify(journal));
  writeFileSync(
    join(folder.path, '9999_newer.sql'),
    statements.join('\n--> statement-breakpoint\n'),
  );
  return { migrations: folder.path, remove: folder.remove };
}
