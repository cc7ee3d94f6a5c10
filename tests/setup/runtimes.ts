import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snippet } from '@/lib/snippets';

export type Runtime = {
  /** The name of the program's file. */
  file: string;
  /** The command that runs it in the file's folder. */
  command: [string, ...string[]];
  /** Adds the files that the program needs. */
  prepare?: (folder: string) => void;
};

const runs = (file: string, ...args: string[]) => spawnSync(file, args).status === 0;
const when = (found: boolean, runtime: Runtime) => (found ? runtime : undefined);

/** Where Debian's Guzzle package has its autoloader; composer would write `vendor/autoload.php`. */
const DEBIAN_GUZZLE = '/usr/share/php/GuzzleHttp/autoload.php';

function prepareGuzzle(folder: string): void {
  mkdirSync(join(folder, 'vendor'));
  writeFileSync(join(folder, 'vendor/autoload.php'), `<?php require '${DEBIAN_GUZZLE}';\n`);
}

function findPython(): Runtime | undefined {
  const python = ['python3', '/usr/bin/python3'].find((file) =>
    runs(file, '-c', 'import requests'),
  );
  return python ? { file: 'job.py', command: [python, 'job.py'] } : undefined;
}

/** How programs of each language run on this machine; undefined where an interpreter or library is missing. */
export const RUNTIMES: Record<Snippet['id'], Runtime | undefined> = {
  curl: when(runs('curl', '--version'), { file: 'job.sh', command: ['sh', 'job.sh'] }),
  javascript: { file: 'job.mjs', command: [process.execPath, 'job.mjs'] },
  python: findPython(),
  php: when(runs('php', '--version') && existsSync(DEBIAN_GUZZLE), {
    file: 'job.php',
    command: ['php', 'job.php'],
    prepare: prepareGuzzle,
  }),
  go: when(runs('go', 'version'), { file: 'job.go', command: ['go', 'run', 'job.go'] }),
  ruby: when(runs('ruby', '--version'), { file: 'job.rb', command: ['ruby', 'job.rb'] }),
};

/** The languages of the code panel. */
export const LANGUAGES = Object.keys(RUNTIMES) as Snippet['id'][];
