import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupName, prune } from '../../../scripts/lib/backups.mjs';
import { temporaryFolder } from '../../setup/temp-folder';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const at = (name: string) => join(folder.path, name);
const put = (...names: string[]) => {
  for (const name of names) writeFileSync(at(name), '');
};
const day = (n: number) => backupName(new Date(Date.UTC(2030, 0, n, 3, 15)));

describe('the names of backups', () => {
  it('contain the time in UTC, and sort by time', () => {
    expect(day(2)).toBe('bottega-20300102T031500.000Z.db');
    expect([day(10), day(9), day(11)].sort()).toEqual([day(9), day(10), day(11)]);
  });
});

describe('pruning', () => {
  it('keeps the newest', () => {
    put(day(1), day(2), day(3), day(4));
    expect(prune(folder.path, 3)).toBe(3);
    expect(readdirSync(folder.path)).toEqual([day(2), day(3), day(4)]);
  });

  it('leaves other files alone', () => {
    const others = ['bottega.db', 'bottega-before-the-move.db', 'notes.txt', `${day(1)}.sha256`];
    put(...others, day(1), day(2));
    prune(folder.path, 1);
    expect(readdirSync(folder.path).sort()).toEqual([...others, day(2)].sort());
  });

  it('deletes an abandoned partial copy, but not one in progress', () => {
    put(`${day(1)}.partial`, `${day(2)}.partial`);
    const yesterday = Date.now() / 1_000 - 25 * 3_600;
    utimesSync(at(`${day(1)}.partial`), yesterday, yesterday);
    expect(prune(folder.path, 1)).toBe(0);
    expect(readdirSync(folder.path)).toEqual([`${day(2)}.partial`]);
  });
});
