import { expect, type Page, test } from '@playwright/test';
import { startSandbox } from '@/sandbox';
import { browserCookies, type Client, signedIn } from '../setup/client';
import { type CountingProxy, startCountingProxy } from '../setup/counting-proxy';
import { halves } from '../setup/pictures';
import { finger, type Hand, keyboard, mouse } from './hand';
import { runningApp } from './running-app';
import { expectNoSidewaysScroll, PHONE_TOO, signIn, watchForTrouble } from './steps';

/** How a job of the sandbox ends soon, and well. */
const QUICK = { sandbox_seconds: 1, sandbox_fate: 'success' };

const chosen = (page: Page) => page.getByRole('list', { name: 'Chosen photos' }).getByRole('img');
const start = (page: Page) => page.getByRole('button', { name: /^Start/ });
const choice = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
const style = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true });
const next = (page: Page) => page.getByRole('link', { name: 'Use as the next photo' });

async function choosePhotos(page: Page, hand: Hand, count: number): Promise<void> {
  const files = await Promise.all(
    Array.from({ length: count }, async (_, index) => ({
      name: `Room ${index + 1}.jpg`,
      mimeType: 'image/jpeg',
      // The same picture twice would be one photo.
      buffer: await halves(640 + index, 480)
        .jpeg()
        .toBuffer(),
    })),
  );
  const choosing = page.waitForEvent('filechooser');
  await hand.press(page.getByRole('button', { name: 'Choose photos' }));
  await (await choosing).setFiles(files);
  await expect(chosen(page)).toHaveCount(count);
}

async function addParameters(page: Page, hand: Hand, parameters: object): Promise<void> {
  const field = page.getByLabel('Additional parameters', { exact: true });
  const folded = page.locator('summary', { hasText: 'Additional parameters (JSON)' });
  if (!(await field.isVisible())) await hand.press(folded);
  await hand.type(field, JSON.stringify(parameters));
}

/** Expects the pictures of so many jobs on the page that shows what was started. */
async function expectResults(page: Page, count: number): Promise<void> {
  const results = page.getByRole('article').locator('img[alt*="result"]');
  await expect(results).toHaveCount(count, { timeout: 45_000 });
}

/** Opens the page of the first job that was started. */
async function openFirst(page: Page, hand: Hand): Promise<void> {
  await hand.press(page.getByRole('article').first().getByRole('link').first());
  await expect(next(page)).toBeVisible();
}

async function startFromResult(page: Page, hand: Hand, name: string): Promise<void> {
  await hand.press(next(page));
  await expect(chosen(page)).toHaveCount(1);
  await hand.press(choice(page, name));
  await addParameters(page, hand, QUICK);
  await hand.press(start(page));
  await expectResults(page, 1);
  await openFirst(page, hand);
}

async function submissionsOf(user: Client): Promise<{ jobId: string }[]> {
  return (await (await user.fetch('/api/submissions')).json()).submissions;
}

/** From a photo with a mask to its result, that in three other styles, and a chain of three. @returns ids of the jobs */
async function mainStory(page: Page, url: string, hand: Hand): Promise<string[]> {
  const trouble = watchForTrouble(page);
  const user = await signIn(page, url);
  await page.goto(`${url}/jobs/new`);
  await choosePhotos(page, hand, 1);
  await hand.press(choice(page, 'Redesign'));
  await hand.press(choice(page, 'Living room'));
  await hand.press(style(page, 'Japandi'));
  await hand.press(page.getByRole('button', { name: 'Paint a mask' }));
  await hand.paint(page.getByRole('application', { name: 'Photo' }));
  await hand.press(page.getByRole('button', { name: 'Use mask' }));
  await expect(page.locator('img[src*="/masks/"]')).toBeVisible();
  await addParameters(page, hand, QUICK);
  await hand.press(start(page));
  await expectResults(page, 1);
  await openFirst(page, hand);
  const job = page.url();
  await hand.press(page.getByRole('link', { name: 'Same in other styles' }));
  await expect(page.locator('img[src*="/masks/"]')).toBeVisible();
  for (const name of ['Coastal', 'Industrial', 'Scandinavian']) await hand.press(style(page, name));
  await expect(start(page)).toHaveText('Start 3 jobs');
  await hand.press(start(page));
  await expect(page.getByText('All 3 sent')).toBeVisible();
  await expectResults(page, 3);
  await expectNoSidewaysScroll(page);

  await page.goto(job);
  await expect(page.getByRole('link', { name: '4 results of this photo' })).toBeVisible();
  await startFromResult(page, hand, 'Upscale');
  await startFromResult(page, hand, 'Magic Enhancer');
  expect(trouble).toEqual([]);
  const all = await submissionsOf(user);
  expect(all).toHaveLength(6);
  return all.map(({ jobId }) => jobId);
}

test.describe('in the sandbox', () => {
  const app = runningApp();

  test('from a photo to a chain of results', PHONE_TOO, async ({ page, hasTouch }) => {
    await mainStory(page, app.url, hasTouch ? finger(page) : keyboard(page));
  });
});

test.describe('with a key', () => {
  const KEY = 'a-key-that-starts-jobs';
  let upstream: Awaited<ReturnType<typeof startSandbox>>;
  let counter: CountingProxy;
  test.beforeAll(async () => {
    upstream = await startSandbox({ apiKey: KEY, alone: true });
    counter = await startCountingProxy(upstream.url);
  });
  const app = runningApp(() => ({
    GEPETTO_API_KEY: KEY,
    GEPETTO_API_URL: `${counter.url}/v1`,
    // A POST waits three times as long.
    GEPETTO_TIMEOUT_MS: '1000',
  }));
  let operator: Client;
  test.beforeAll(async () => {
    // The first account is an operator.
    operator = await signedIn(app.url);
  });
  test.afterAll(async () => {
    await counter.close();
    await upstream.close();
  });

  test('each job of the story costs two calls', async ({ page }) => {
    const ids = await mainStory(page, app.url, mouse(page));
    const calls = (path: string) => counter.requests.filter((one) => one.endsWith(path)).length;
    expect(ids.map((id) => calls(`/v1/job/${id}`))).toEqual(ids.map(() => 1));
    expect(counter.trips).toHaveLength(ids.length);
    // The first, and the same in three other styles.
    expect(counter.trips.filter((body) => body.includes('"mask":'))).toHaveLength(4);
  });

  test('out of credit, no answer, and the rest of a batch', async ({ page, browser }) => {
    const hand = mouse(page);
    await signIn(page, app.url);
    const office = await browser.newContext();
    await office.addCookies(browserCookies(operator, app.url));
    const desk = await office.newPage();
    await page.goto(`${app.url}/jobs/new`);
    await choosePhotos(page, hand, 5);
    await hand.press(choice(page, 'Upscale'));
    await addParameters(page, hand, { ...QUICK, sandbox_status: 402, sandbox_times: 1 });
    await expect(page.getByText(/^5 photos × 1 style/)).toBeVisible();
    await hand.press(start(page));
    await expect(page.getByText('0 of 5 sent')).toBeVisible();
    // Each of them says why it waits.
    await expect(page.getByText('Gepetto says that there is no credit left')).toHaveCount(5);
    await desk.goto(`${app.url}/operator/submissions`);
    await expect(desk.getByText('Stopped: Gepetto has no credit left')).toBeVisible();
    await page.getByRole('button', { name: 'Cancel', exact: true }).first().click();
    await desk.getByRole('button', { name: 'Resume sending' }).click();
    await expect(page.getByText('All 4 sent')).toBeVisible();
    await expectResults(page, 4);

    await desk.getByRole('button', { name: 'Pause sending' }).click();
    await page.getByRole('button', { name: 'Change something and start again' }).click();
    await expect(page.getByText('The operator has paused sending.')).toBeVisible();
    await hand.press(start(page));
    await page.getByRole('button', { name: 'Cancel the 5 that are not sent yet' }).click();
    await expect(page.getByText('Nothing was sent.')).toBeVisible();
    await desk.getByRole('button', { name: 'Resume sending' }).click();
    await expect(desk.getByRole('button', { name: 'Pause sending' })).toBeVisible();

    await page.getByRole('button', { name: 'New job' }).click();
    await choosePhotos(page, hand, 2);
    await hand.press(choice(page, 'Upscale'));
    const silence = { sandbox_answer: 'silence', sandbox_started: false, sandbox_times: 2 };
    await addParameters(page, hand, { ...QUICK, ...silence });
    await hand.press(start(page));
    const uncertain = page.locator('[data-submission="uncertain"]');
    await expect(uncertain).toHaveCount(2);
    await desk.reload();
    await expect(desk.getByRole('list', { name: 'Uncertain' })).toContainText('did not answer');
    const [again, close] = [uncertain.first(), uncertain.last()];
    await close.getByRole('button', { name: 'Give up' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Give up' }).click();
    await expect(uncertain).toHaveCount(1);
    await again.getByRole('button', { name: 'Check' }).click();
    await expect(page.getByText('Gepetto has still not said that there is a job.')).toBeVisible();
    await again.getByRole('button', { name: /^Send again/ }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Send again/ })
      .click();
    await expectResults(page, 1);

    // Upstream has started this one, and tells so when it ends.
    await page.getByRole('button', { name: 'New job' }).click();
    await choosePhotos(page, hand, 1);
    await hand.press(choice(page, 'Upscale'));
    await addParameters(page, hand, { ...QUICK, sandbox_seconds: 2, sandbox_answer: 'close' });
    await hand.press(start(page));
    await expect(uncertain).toHaveCount(1);
    await expectResults(page, 1);
    await office.close();
  });
});
