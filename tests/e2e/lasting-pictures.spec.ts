import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { type RunningApp, startApp } from '../setup/app';
import { startS3 } from '../setup/s3-server';
import { variablesOf } from '../setup/store-variables';
import { startUpstream, type Upstream } from '../setup/upstream';
import { expectNoSidewaysScroll, PHONE_TOO, signIn, watchForTrouble } from './steps';

const PENDING = '{"status":"pending","mode":"furnish"}';
const JSON_TYPE = { 'content-type': 'application/json' };

/** Expects the image to show a picture, from our own storage. */
async function expectStored(image: Locator) {
  await expect
    .poll(() => image.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 100))
    .toBe(true);
  const source = await image.evaluate((img: HTMLImageElement) => img.currentSrc);
  expect(source).toMatch(/[?&]v=[0-9a-f]{16}/);
}

const cardPicture = (page: Page) => page.getByRole('article').locator('img').last();
const mainPicture = (page: Page) => page.getByRole('main').locator('img').last();

for (const kind of ['folder', 's3'] as const) {
  test.describe(`with results in ${kind === 's3' ? 'a bucket' : 'a folder'}`, () => {
    let app: RunningApp;
    let upstream: Upstream;
    let closeS3: (() => Promise<void>) | undefined;

    test.beforeAll(async () => {
      upstream = await startUpstream();
      const s3 = kind === 's3' ? await startS3() : undefined;
      closeS3 = s3?.close;
      const env = { GEPETTO_API_KEY: 'a-key-of-these-tests', GEPETTO_API_URL: upstream.url };
      app = await startApp({ env: { ...env, ...(s3 && variablesOf(s3.settings)) } });
    });
    test.afterAll(async () => {
      await app.stop();
      await upstream.close();
      await closeS3?.();
    });

    /** What somebody sees who has never been here: nothing of it comes from the browser's memory. */
    async function freshPage(context: BrowserContext, signedInAs: BrowserContext | null) {
      const fresh = await context
        .browser()
        ?.newContext({ viewport: context.pages()[0]?.viewportSize() ?? null });
      if (!fresh) throw new Error('There is no browser.');
      if (signedInAs) await fresh.addCookies(await signedInAs.cookies());
      return fresh.newPage();
    }

    test(
      'a result still shows everywhere after Gepetto has lost it',
      PHONE_TOO,
      async ({ page, context }) => {
        const user = await signIn(page, app.url);
        const id = upstream.add({ kind: 'json', body: PENDING });
        const body = JSON.stringify({ id });
        await user.fetch('/api/jobs', { method: 'POST', headers: JSON_TYPE, body });
        const trouble = watchForTrouble(page);
        await page.goto(`${app.url}/jobs`);
        await expect(page.getByRole('article')).toHaveCount(1);

        const output = `${new URL(upstream.url).origin}/pictures/one.png`;
        const done = JSON.stringify({ status: 'success', mode: 'furnish', output });
        upstream.set(id, { kind: 'json', body: done });
        await expectStored(cardPicture(page));
        expect(trouble).toEqual([]);
        const made = await user.fetch(`/api/jobs/${id}/shares`, { method: 'POST' });
        const { share } = (await made.json()) as { share: { path: string } };

        upstream.serve('one.png', (response) => response.writeHead(404).end());
        const requests = upstream.requests.length;
        const again = await freshPage(context, context);
        await again.goto(`${app.url}/jobs`);
        await expectStored(cardPicture(again));
        await expectNoSidewaysScroll(again);
        await again.goto(`${app.url}/jobs/${id}`);
        await expectStored(mainPicture(again));
        const client = await freshPage(context, null);
        await client.goto(`${app.url}${share.path}`);
        await expectStored(mainPicture(client));
        const original = await user.fetch(`/api/jobs/${id}/picture`);
        expect([original.status, original.headers.get('content-type')]).toEqual([200, 'image/png']);
        expect((await original.arrayBuffer()).byteLength).toBeGreaterThan(100);
        // Gepetto's own response stays as it was, and nothing was requested there.
        expect(await (await user.fetch(`/v1/job/${id}`)).text()).toBe(done);
        expect(upstream.requests.length).toBe(requests);
        await Promise.all([again.context().close(), client.context().close()]);
      },
    );
  });
}
