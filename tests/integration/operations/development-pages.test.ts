import { globSync, readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { test as it } from '../../setup/test';

describe('the page of components', () => {
  it('is not in the build', async ({ sandboxApp }) => {
    const routes = Object.values(
      JSON.parse(readFileSync('.next/app-path-routes-manifest.json', 'utf8')),
    );
    expect(routes).toContain('/jobs');
    expect(routes.filter((route) => String(route).startsWith('/dev'))).toEqual([]);
    expect(globSync('.next/server/app/dev/**')).toEqual([]);
    expect((await fetch(`${sandboxApp.url}/dev/components`)).status).toBe(404);
  });
});
