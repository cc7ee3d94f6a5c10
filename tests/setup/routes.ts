import { globSync } from 'node:fs';
import { CATALOGUE_NAMES } from '@/lib/gepetto/model';
import { MODE_NAMES } from '@/lib/submissions/modes';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const NAMED = [...CATALOGUE_NAMES, ...MODE_NAMES].map((name) => `/v1/${name}`);

const ofLists = (path: string) => CATALOGUE_NAMES.map((name) => path.replace('[list]', name));

/**
 * The paths of all route handlers under `app/api` and `app/v1` except catch-alls; parameters as `{name}`, the
 * names of lists and modes written out.
 */
export function routePaths(): string[] {
  return globSync('app/{api,v1}/**/route.ts')
    .map((file) => file.slice('app'.length, -'/route.ts'.length))
    .filter((path) => !path.includes('[...'))
    .flatMap((path) => (path === '/v1/[name]' ? NAMED : [path]))
    .flatMap((path) => (path.includes('[list]') ? ofLists(path) : [path]))
    .map((path) => path.replace(/\[([^\]]+)\]/g, '{$1}'));
}

/** Which `<METHOD> <path>` a running app answers with anything but "there is no such method here". */
export async function routesOf(appUrl: string, paths: string[]): Promise<string[]> {
  const asked = paths.flatMap((path) => METHODS.map((method) => ({ method, path })));
  const answers = await Promise.all(
    asked.map(async ({ method, path }) => {
      const url = appUrl + path.replace(/\{\w+\}/g, 'x');
      const response = await fetch(url, { method, headers: { origin: appUrl } });
      await response.body?.cancel();
      return response.status === 405 ? [] : [`${method} ${path}`];
    }),
  );
  return answers.flat();
}
