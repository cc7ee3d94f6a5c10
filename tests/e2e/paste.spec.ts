import { expect, test } from '@playwright/test';
import { runningApp } from './running-app';
import { sandboxJobId } from './sandbox-job';
import { expectAccessible, expectNoSidewaysScroll, openNewHistory } from './steps';

const app = runningApp();
const UNKNOWN = 'Xk3v9Tq0aB2cD4eF';

test('several pasted jobs are added, and what was not stays in the box', async ({ page }) => {
  await openNewHistory(page, app.url);
  const box = page.getByLabel('Add a job');
  const ids = [sandboxJobId(0), sandboxJobId(0), sandboxJobId(600)];
  await box.fill(['Job ID', ...ids, UNKNOWN].join('\n'));
  await box.press('Enter');
  await expect(page.getByRole('article')).toHaveCount(3);
  const result = page.getByRole('status').filter({ hasText: 'added' });
  await expect(result).toHaveText(`3 added, 1 unknown: ${UNKNOWN}.`);
  await expect(box).toHaveValue(UNKNOWN);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await box.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Gepetto does not know' })).toBeVisible();
  await expect(box).toHaveValue(UNKNOWN);
  await box.fill('Could you look at the kitchen?');
  await box.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'No job ID found' })).toBeVisible();
});

test('a link in a sentence opens its job', async ({ page }) => {
  await openNewHistory(page, app.url);
  const id = sandboxJobId(600);
  await page.getByLabel('Add a job').fill(`Look: <${app.url}/jobs/${id}|the kitchen>.`);
  await page.getByRole('button', { name: 'Add job' }).click();
  await expect(page).toHaveURL(`${app.url}/jobs/${id}`);
});

test('a response with its picture in it, or too long a text, does not freeze the box', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openNewHistory(page, app.url);
  const box = page.getByLabel('Add a job');
  const paste = async (text: string) => {
    await page.evaluate((value) => navigator.clipboard.writeText(value), text);
    await box.fill('');
    await box.press('ControlOrMeta+v');
  };

  await paste('The kitchen, once more. '.repeat(4_000));
  await expect(page.getByRole('alert').filter({ hasText: 'longer than' })).toBeVisible();
  await expect(box).toHaveValue('');

  const id = sandboxJobId(600);
  const picture = `data:image/png;base64,${'iVBORw0KGgo'.repeat(50_000)}`;
  await paste(JSON.stringify({ id, status: 'success', output: picture }));
  await expect(box).toHaveValue(
    JSON.stringify({ id, status: 'success', output: 'data:image/png,' }),
  );
  await box.press('Enter');
  await expect(page).toHaveURL(`${app.url}/jobs/${id}`);
});
