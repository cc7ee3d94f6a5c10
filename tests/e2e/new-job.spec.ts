import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import type { Client } from '../setup/client';
import { runningApp } from './running-app';
import { expectAccessible, expectNoSidewaysScroll, signIn, watchForTrouble } from './steps';

const app = runningApp();

async function choosePhoto(page: Page): Promise<void> {
  const buffer = await sharp({
    create: { width: 900, height: 600, channels: 3, background: '#a98' },
  })
    .jpeg()
    .toBuffer();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose photos' }).click();
  await (await choosing).setFiles({ name: 'Attic.jpg', mimeType: 'image/jpeg', buffer });
  await expect(page.getByRole('list', { name: 'Chosen photos' }).getByRole('img')).toHaveCount(1);
}

async function submissionsOf(user: Client): Promise<{ label: string }[]> {
  const response = await user.fetch('/api/submissions');
  return (await response.json()).submissions;
}

const start = (page: Page) => page.getByRole('button', { name: /^Start/ });

test('two styles of a photo: named faults, a reload, a lost answer, two tabs, the results', async ({
  page,
  context,
}) => {
  const trouble = watchForTrouble(page);
  const user = await signIn(page, app.url);
  await page.goto(`${app.url}/jobs`);
  await page.getByRole('link', { name: 'Start your first job' }).click();
  await start(page).click();
  await expect(page.getByRole('main').getByRole('alert')).toHaveText([
    'Add a photo first.',
    'Choose what should happen to the photo.',
  ]);
  await choosePhoto(page);
  await page.getByRole('radio', { name: 'Redesign', exact: true }).check();
  await page.getByRole('radio', { name: 'Living room', exact: true }).check();
  await page.getByRole('checkbox', { name: 'Japandi' }).check();
  await page.getByRole('checkbox', { name: 'Coastal' }).check();
  await page.getByLabel('Creativity', { exact: true }).fill('31');
  await page.getByText('Additional parameters (JSON)').click();
  await page
    .getByLabel('Additional parameters', { exact: true })
    .fill('{"sandbox_seconds": 1, "sandbox_fate": "success"}');
  await start(page).click();
  await expect(page.getByText('This must be from 0 to 30.')).toBeVisible();
  await expectAccessible(page);

  await page.reload();
  await expect(page.getByLabel('Creativity', { exact: true })).toHaveValue('31');
  await page.getByLabel('Creativity', { exact: true }).fill('12');
  await expect(page.getByText('1 photo × 2 styles · price not documented')).toBeVisible();
  await expectNoSidewaysScroll(page);
  expect(trouble).toEqual([]);

  const other = await context.newPage();
  await other.goto(`${app.url}/jobs/new`);
  await expect(start(other)).toHaveText('Start 2 jobs');
  // The answer gets lost on its way back.
  await page.route('**/api/submissions', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await start(page).dblclick();
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await page.unroute('**/api/submissions');
  await start(page).click();
  await start(other).click();
  for (const each of [page, other]) await expect(each.getByText('All 2 sent')).toBeVisible();
  expect((await submissionsOf(user)).map(({ label }) => label).sort()).toEqual([
    'Coastal',
    'Japandi',
  ]);
  expect(new URL(other.url()).search).toBe(new URL(page.url()).search);

  const results = page.getByRole('article').locator('img[alt*="result"]');
  await expect(results).toHaveCount(2, { timeout: 60_000 });
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // Further from one of them.
  await page.getByRole('article').first().getByRole('link').first().click();
  await page.getByRole('link', { name: 'Same in other styles' }).click();
  await expect(page.getByRole('radio', { name: 'Living room', exact: true })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Japandi' })).not.toBeChecked();
  await expect(page.getByRole('list', { name: 'Chosen photos' }).getByRole('img')).toHaveCount(1);
  await page.goBack();
  await page.getByRole('link', { name: 'Use as the next photo' }).click();
  await expect(page.getByRole('list', { name: 'Chosen photos' }).getByRole('img')).toHaveCount(1);
});
