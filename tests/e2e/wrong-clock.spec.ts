import { expect, test } from '@playwright/test';
import { runningApp } from './running-app';
import { addSandboxJob } from './sandbox-job';
import { signIn } from './steps';

const app = runningApp();
const DAY = 86_400_000;

for (const [name, wrongBy] of [
  ['a day ahead', DAY],
  ['a day behind', -DAY],
  ['right', 0],
] as const) {
  test(`times are those of the server with a clock that is ${name}`, async ({ page }) => {
    await page.clock.install({ time: Date.now() + wrongBy });
    const user = await signIn(page, app.url);
    const id = await addSandboxJob(user, 12);
    await page.goto(`${app.url}/jobs`);
    await expect(page.getByRole('article').getByRole('time')).toHaveText('just now');
    await expect(page.getByRole('article').getByText(/^\d\d?s$/)).toBeVisible();
    await page.goto(`${app.url}/jobs/${id}`);
    const details = page.getByRole('main').locator('dl');
    await expect(details).toContainText(/Running for\s*\d\d?s/);
    await expect(details).toContainText(/Last check\s*just now/);
    await expect(details).toContainText(/Next check\s*(?:now|in \d\d?s)/);
    // The interval is that of a young job, so the end is seen soon.
    await expect(page).toHaveTitle(/Succeeded/, { timeout: 40_000 });
  });
}
