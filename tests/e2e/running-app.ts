import { join } from 'node:path';
import { test } from '@playwright/test';
import { type RunningApp, startApp } from '../setup/app';
import { temporaryFolder } from '../setup/temp-folder';
import type { Place } from './wall-history';

/**
 * An app for the tests of the file or group that calls this: it starts before the first and stops after the last.
 * @param env added to the app's environment
 */
export function runningApp(env: () => Record<string, string> = () => ({})): {
  readonly url: string;
} {
  let app: RunningApp | undefined;
  test.beforeAll(async () => {
    app = await startApp({ env: env() });
  });
  test.afterAll(() => app?.stop());
  return {
    get url() {
      if (!app) throw new Error('The app runs only during tests.');
      return app.url;
    },
  };
}

/** The same, with its database and files where a test can write to them: see `hang`. */
export function runningAppAt(): { app: { readonly url: string }; place: Place } {
  const { path, remove } = temporaryFolder();
  const place = { database: join(path, 'bottega.db'), files: join(path, 'files') };
  const app = runningApp(() => ({
    DATABASE_URL: `file:${place.database}`,
    STORAGE_DIR: place.files,
  }));
  test.afterAll(remove);
  return { app, place };
}
