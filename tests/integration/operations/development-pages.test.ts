import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../setup/app';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe('the page of components', () => {
  it('is not in the build', async () => {
    const routes = Object.values(
      JSON.parse(readFileSync('.next/app-path-routes-manifest.json', 'utf8')),
    );
    expect(routes).toContain('/jobs');
    expect(routes.filter((route) => String(route).startsWith('/dev'))).toEqual([]);
    expect(globSync('.next/server/app/dev/**')).toEqual([]);
    expect((await fetch(`${app.url}/dev/components`)).status).toBe(404);
  });
});
