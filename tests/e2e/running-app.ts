import { test } from '@playwright/test';
import { type RunningApp, startApp } from '../setup/app';

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
