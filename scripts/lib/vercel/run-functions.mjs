import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../run.mjs';
import { startBucket } from './bucket.mjs';
import { startDatabase } from './database.mjs';
import { startInstance } from './instance.mjs';
import { startPlatform } from './platform.mjs';
import { runSmokeTest } from './smoke.mjs';

/** Functions that only an error of the framework itself calls. */
const ONLY_ON_ERRORS = /^_(global-error|error)/;

/** The proxy runs before pages: called directly, it must set the content security policy of a page. */
async function checkProxy(port) {
  const response = await fetch(`http://127.0.0.1:${port}/sign-in`);
  assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
}

/**
 * Runs each function of a build in its own process, all on one libSQL server and one bucket, and runs the smoke test.
 * @param {import('./output.mjs').BuiltFunction[]} functions
 * @param {Record<string, string>} env the settings of the deployment, without the database and the store
 * @throws {Failure}
 */
export async function runFunctions(functions, env) {
  // Outside the copy of the repository, whose package.json would make every .js file an ES module.
  const folder = mkdtempSync(join(tmpdir(), 'bottega-functions-'));
  const database = await startDatabase(join(folder, 'database'));
  const bucket = await startBucket(join(folder, 'bucket'));
  const instances = new Map();
  let platform;
  try {
    for (const [index, built] of functions.entries()) {
      const target = join(folder, String(index));
      mkdirSync(target, { recursive: true });
      instances.set(
        built,
        await startInstance(built, target, { ...env, ...bucket.env, DATABASE_URL: database.url }),
      );
    }
    const portOf = (test) => [...instances].find(([built]) => test(built))?.[1].port;
    const ports = [...instances].flatMap(([built, { port }]) =>
      built.routes.filter((route) => !route.startsWith('/_')).map((route) => [route, port]),
    );
    const notFound = portOf((built) => built.routes.includes('/_not-found'));
    platform = await startPlatform(new Map(ports), notFound);
    await runSmokeTest(platform.url, { cronSecret: env.CRON_SECRET });
    await checkProxy(portOf((built) => built.config.useWebApi));
    const idle = [...instances]
      .filter(([built, { port }]) => !platform.used.has(port) && !built.config.useWebApi)
      .filter(([built]) => !ONLY_ON_ERRORS.test(built.name));
    assert.deepEqual(
      idle.map(([built]) => built.name),
      [],
      'functions that had no request',
    );
  } catch (error) {
    const outputs = [...instances].map(([built, { output }]) => `── ${built.name}\n${output()}`);
    throw new Failure(`The functions do not work: ${error.message}\n${outputs.join('\n')}`);
  } finally {
    platform?.close();
    for (const { stop } of instances.values()) stop();
    database.stop();
    await bucket.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
