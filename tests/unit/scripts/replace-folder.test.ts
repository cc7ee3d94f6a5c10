import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFolder } from '../../../scripts/lib/replace-folder.mjs';
import { temporaryFolder } from '../../setup/temp-folder';

let place: ReturnType<typeof temporaryFolder>;
let folder: string;
beforeEach(() => {
  place = temporaryFolder();
  folder = join(place.path, 'bottega');
});
afterEach(() => place.remove());

const build = (id: string) => (fresh: string) => {
  mkdirSync(join(fresh, '.next'), { recursive: true });
  writeFileSync(join(fresh, '.next/BUILD_ID'), id);
};
const idIn = (path: string) => readFileSync(join(path, '.next/BUILD_ID'), 'utf8');

describe('a bundle', () => {
  it('replaces an earlier one, and keeps the last one as .old', () => {
    for (const id of ['one', 'two', 'three']) replaceFolder(folder, build(id));
    expect(idIn(folder)).toBe('three');
    expect(idIn(`${folder}.old`)).toBe('two');
  });

  it('does not replace a folder that is not a bundle', () => {
    mkdirSync(join(folder, 'precious'), { recursive: true });
    expect(() => replaceFolder(folder, build('one'))).toThrow('is not a bundle');
    expect(existsSync(join(folder, 'precious'))).toBe(true);
  });

  it('leaves the earlier one in place if it cannot be created', () => {
    replaceFolder(folder, build('one'));
    const fails = () => {
      throw new Error('The disk is full.');
    };
    expect(() => replaceFolder(folder, fails)).toThrow('full');
    expect(idIn(folder)).toBe('one');
  });
});
