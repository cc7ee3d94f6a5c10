import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATIONS_FOLDER } from '@/lib/db';
import { temporaryFolder } from './temp-folder';

type Journal = { entries: { tag: string }[] };

/**
 * The migrations of an older version.
 * @param last the tag of its last one, for example `0009_upstream_answers`
 */
export function olderVersion(last: string): { migrations: string; remove: () => void } {
  const folder = temporaryFolder();
  cpSync(MIGRATIONS_FOLDER, folder.path, { recursive: true });
  const path = join(folder.path, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8')) as Journal;
  const index = journal.entries.findIndex(({ tag }) => tag === last);
  if (index === -1) throw new Error(`There is no migration ${last}.`);
  writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, index + 1) }));
  return { migrations: folder.path, remove: folder.remove };
}
