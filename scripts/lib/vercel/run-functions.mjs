import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../run.mjs';
import { startDatabase } from './database.mjs';
import { startInstance } from './instance.mjs';
import { startPlatform } from './platform.mjs';
import { liveThrough } from './smoke.mjs';

/** Functions that only errors of the framework itself lead to. */
const ONLY_ON_ERRORS = /^_(global-error|error)/;

/** The proxy stands before the pages: asked by itself, it must give a page its policy. */
async function askProxy(port) {
  const answer = await fetch(`http://127.0.0.1:${port}/sign-in`);
  assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/);
}

/**
 * Runs every function of a build as a process of its own on one libSQL server, and lives through the main story.
 * @param {import('./output.mjs').BuiltFunction[]} functions
 * @param {Record<string, string>} env the deployment's settings, but for the database
 * @throws {Failure}
 */
export async function runFunctions(functions, env) {
  // Not below the copy of the repository: its package.json would say what a .js file is.
  const folder = mkdtempSync(join(tmpdir(), 'bottega-functions-'));
  const database = await startDatabase(join(folder, 'database'));
  const instances = new Map();
  let platform;
  try {
    for (const [index, built] of functions.entries()) {
      const at = join(folder, String(index));
      mkdirSync(at, { recursive: true });
      instances.set(built, await startInstance(built, at, { ...env, DATABASE_URL: database.url }));
    }
    const portOf = (test) => [...instances].find(([built]) => test(built))?.[1].port;
    const ports = [...instances].flatMap(([built, { port }]) =>
      built.routes.filter((route) => !route.startsWith('/_')).map((route) => [route, port]),
    );
    const notFound = portOf((built) => built.routes.includes('/_not-found'));
    platform = await startPlatform(new Map(ports), notFound);
    await liveThrough(platform.url, { cronSecret: env.CRON_SECRET });
    await askProxy(portOf((built) => built.config.useWebApi));
    const idle = [...instances]
      .filter(([built, { port }]) => !platform.asked.has(port) && !built.config.useWebApi)
      .filter(([built]) => !ONLY_ON_ERRORS.test(built.name));
    assert.deepEqual(
      idle.map(([built]) => built.name),
      [],
      'every function was run',
    );
  } catch (error) {
    const said = [...instances].map(([built, { output }]) => `── ${built.name}\n${output()}`);
    throw new Failure(`The functions do not work: ${error.message}\n${said.join('\n')}`);
  } finally {
    platform?.close();
    for (const { stop } of instances.values()) stop();
    database.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
