import { expect, type Page, test } from '@playwright/test';
import { runningApp } from './running-app';
import { addSandboxJob, labelElsewhere } from './sandbox-job';
import { expectAccessible, expectNoSidewaysScroll, signIn } from './steps';
import { isStored } from './viewer-jobs';

const app = runningApp();

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

async function rename(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: /Rename|Add a label/ }).click();
  await page.getByLabel('Label').fill(label);
  await page.getByRole('button', { name: 'Save' }).click();
}

async function remove(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page).toHaveURL(/\/jobs$/);
}

test('a label changed in one tab shows in the other', async ({ page, context }) => {
  const user = await signIn(page, app.url);
  const id = await addSandboxJob(user, 0);
  const other = await context.newPage();
  const list = await context.newPage();
  await list.goto(`${app.url}/jobs`);
  for (const each of [page, other]) await each.goto(`${app.url}/jobs/${id}`);
  await rename(other, 'Kitchen, north');
  await expect(heading(page)).toHaveText('Kitchen, north');
  await expect(list.getByRole('article')).toContainText('Kitchen, north');
  await rename(page, 'Kitchen, south');
  await expect(heading(other)).toHaveText('Kitchen, south');
});

test('a label changed on another device shows with the next poll', async ({ page }) => {
  const user = await signIn(page, app.url);
  const id = await addSandboxJob(user, 600);
  await page.goto(`${app.url}/jobs/${id}`);
  await labelElsewhere(user, id, 'Bathroom');
  await expect(heading(page)).toHaveText('Bathroom');
  await rename(page, 'Bedroom');
  await expect(heading(page)).toHaveText('Bedroom');
});

test('a job removed in another tab is called removed, and can be added again', async ({
  page,
  context,
}) => {
  const user = await signIn(page, app.url);
  const id = await addSandboxJob(user, 0);
  await labelElsewhere(user, id, 'Hall');
  const other = await context.newPage();
  for (const each of [page, other]) await each.goto(`${app.url}/jobs/${id}`);
  await remove(other);
  await expect(heading(page)).toHaveText('Hall was removed');
  await expect(page.getByText('does not know')).toHaveCount(0);
  await expect(page).toHaveTitle(/Hall was removed/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Add it again' }).click();
  await expect(page).toHaveTitle(/Succeeded/);
});

test('a job removed on another device is called removed with the next poll, and by its buttons', async ({
  page,
}) => {
  const user = await signIn(page, app.url);
  const pending = await addSandboxJob(user, 600);
  await page.goto(`${app.url}/jobs/${pending}`);
  await user.fetch(`/api/jobs/${pending}`, { method: 'DELETE' });
  await expect(heading(page)).toContainText('was removed');

  const settled = await addSandboxJob(user, 0);
  // Until then the page polls.
  await expect.poll(() => isStored(user, settled)).toBe(true);
  await page.goto(`${app.url}/jobs/${settled}`);
  await user.fetch(`/api/jobs/${settled}`, { method: 'DELETE' });
  await page.getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'was removed' })).toBeVisible();
});

test('what was deleted in another tab can be deleted again', async ({ page, context }) => {
  const user = await signIn(page, app.url);
  const id = await addSandboxJob(user, 0);
  const post = async (path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const made = await user.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(made.status).toBe(201);
    return made.json();
  };
  const { share } = await post(`/api/jobs/${id}/shares`, undefined);
  await post('/api/tokens', { name: 'Nightly', scopes: ['jobs:read'], expiresInDays: 30 });
  const { webhook } = await post('/api/webhooks', { url: 'https://hooks.example/a' });
  const [status, tokens, hook] = [page, await context.newPage(), await context.newPage()];
  await status.goto(`${app.url}/jobs/${id}`);
  await tokens.goto(`${app.url}/settings/tokens`);
  await hook.goto(`${app.url}/settings/webhooks/${webhook.id}`);
  const { tokens: listed } = await (await user.fetch('/api/tokens')).json();
  for (const path of [
    `/api/jobs/${id}/shares/${share.id}`,
    `/api/tokens/${listed[0].id}`,
    `/api/webhooks/${webhook.id}`,
  ]) {
    expect((await user.fetch(path, { method: 'DELETE' })).status).toBe(204);
  }

  await status.getByRole('button', { name: 'Revoke' }).click();
  await expect(status.getByLabel('Share link')).toHaveCount(0);
  await tokens.getByRole('button', { name: 'Revoke Nightly' }).click();
  await tokens.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(tokens.getByText('Nightly')).toHaveCount(0);
  await hook.getByRole('button', { name: 'Send a test' }).click();
  await expect(hook.getByRole('alert').filter({ hasText: 'no longer exists' })).toBeVisible();
  await hook.getByRole('button', { name: 'Delete' }).click();
  await hook.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(hook).toHaveURL(/\/settings\/webhooks$/);
});

test('a label that a word processor has marked is saved without the marks', async ({ page }) => {
  const user = await signIn(page, app.url);
  const id = await addSandboxJob(user, 0);
  await page.goto(`${app.url}/jobs/${id}`);
  await rename(page, '\u202AKitchen\u202C, north');
  await expect(heading(page)).toHaveText('Kitchen, north');
});
