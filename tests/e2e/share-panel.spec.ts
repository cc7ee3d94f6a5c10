import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { temporaryFolder } from '../setup/temp-folder';
import { runningApp } from './running-app';
import { addSandboxJob } from './sandbox-job';
import { expectAccessible, expectNoSidewaysScroll, signIn } from './steps';

const folder = temporaryFolder();
const file = join(folder.path, 'bottega.db');
const app = runningApp(() => ({ DATABASE_URL: `file:${file}` }));
test.afterAll(() => folder.remove());

/** Links of a version that had no limit. They are not readable, and can be revoked. */
function addLinks(jobId: string, count: number): void {
  const db = new Database(file);
  const insert = db.prepare(
    `INSERT INTO shares (id, user_id, job_id, token_hash, token_sealed, created_at)
     SELECT ?, user_id, job_id, ?, ?, added_at + ? FROM entries WHERE job_id = ?`,
  );
  for (let i = 0; i < count; i++) {
    insert.run(randomUUID(), randomUUID(), 'A'.repeat(100), i + 1, jobId);
  }
  db.close();
}

const links = (page: Page) => page.getByRole('button', { name: 'Revoke' });

test('lists links beyond the first page, in the history too', async ({ page }) => {
  const user = await signIn(page, app.url);
  const id = await addSandboxJob(user, 0);
  addLinks(id, 60);
  await page.goto(`${app.url}/jobs/${id}`);
  await expect(links(page)).toHaveCount(50);
  await page.getByRole('button', { name: 'Show older links' }).click();
  await expect(links(page)).toHaveCount(60);
  await expect(page.getByRole('button', { name: 'Show older links' })).toHaveCount(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.goto(`${app.url}/jobs`);
  await page.getByRole('button', { name: /Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Share' }).click();
  await expect(links(page)).toHaveCount(50);
  await page.getByRole('button', { name: 'Show older links' }).click();
  await expect(links(page)).toHaveCount(60);
});

test('shows a new link when the dialog is opened again', async ({ page }) => {
  const user = await signIn(page, app.url);
  await addSandboxJob(user, 0);
  await page.goto(`${app.url}/jobs`);
  const open = async () => {
    await page.getByRole('button', { name: /Actions for/ }).click();
    await page.getByRole('menuitem', { name: 'Share' }).click();
  };
  await open();
  await page.getByRole('button', { name: 'Copy link', exact: true }).click();
  await expect(page.getByLabel('Share link')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await open();
  await expect(page.getByLabel('Share link')).toHaveCount(1);
});
