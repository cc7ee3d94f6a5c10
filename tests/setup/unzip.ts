import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { temporaryFolder } from './temp-folder';

/** The files of an archive, by name. Python also checks the sums and the directory. */
export function unzip(archive: Uint8Array): Record<string, Buffer> {
  const { path: folder, remove } = temporaryFolder();
  const [zip, out] = [join(folder, 'a.zip'), join(folder, 'out')];
  try {
    writeFileSync(zip, archive);
    const program =
      'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])';
    execFileSync('python3', ['-c', program, zip, out]);
    const found = readdirSync(out, { recursive: true, withFileTypes: true });
    const paths = found.filter((at) => at.isFile()).map((at) => join(at.parentPath, at.name));
    return Object.fromEntries(paths.map((path) => [relative(out, path), readFileSync(path)]));
  } finally {
    remove();
  }
}
