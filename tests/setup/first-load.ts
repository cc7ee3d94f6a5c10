import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUILD = join(process.cwd(), '.next');

const read = (path: string) => readFileSync(join(BUILD, path), 'utf8');

/** The scripts that Next loads with each page: its own, and those of what every page has. */
function scriptsOfEmptyPage(): string[] {
  const { rootMainFiles } = JSON.parse(read('build-manifest.json')) as { rootMainFiles: string[] };
  const manifest = read('server/app/_not-found/page_client-reference-manifest.js');
  const json = manifest.slice(manifest.indexOf('{', manifest.indexOf(']')));
  const { entryJSFiles } = JSON.parse(json.replace(/;?\s*$/, '')) as {
    entryJSFiles: Record<string, string[]>;
  };
  const shared = ['layout', 'error', 'not-found', 'global-error'].flatMap(
    (name) => entryJSFiles[`[project]/app/${name}`] ?? [],
  );
  return [...rootMainFiles, ...shared];
}

/** The scripts that a page names: in its head, and in what it tells Next to load. */
const scriptsOf = (html: string): string[] => html.match(/static\/chunks\/[\w.~-]+\.js/g) ?? [];

/** Bytes, compressed as browsers get them. The polyfills are left out: only browsers without modules load them. */
function bytesOf(scripts: string[]): number {
  const { polyfillFiles } = JSON.parse(read('build-manifest.json')) as { polyfillFiles: string[] };
  const names = [...new Set(scripts)].filter((name) => !polyfillFiles.includes(name));
  return names.reduce((sum, name) => sum + gzipSync(readFileSync(join(BUILD, name))).length, 0);
}

/** The JavaScript that a page loads first, compared with an empty page of the app, and its size, bytes. */
export function firstLoadOf(html: string) {
  const [page, empty] = [bytesOf(scriptsOf(html)), bytesOf(scriptsOfEmptyPage())];
  return { page, empty, ratio: page / empty };
}
