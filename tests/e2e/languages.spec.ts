import { type Browser, expect, type Page, test } from '@playwright/test';
import { PASSWORD } from '../setup/client';
import { enableApp } from '../setup/second-factor';
import { runningApp } from './running-app';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  pressEnter,
  signIn,
  watchForTrouble,
} from './steps';
import { untranslatedText } from './untranslated';

const PHONE = { width: 360, height: 740 };

async function visitor(browser: Browser, locale: string): Promise<Page> {
  const context = await browser.newContext({ locale });
  return context.newPage();
}

test.describe('in French', () => {
  const app = runningApp();
  test.use({ locale: 'fr-FR' });

  test('from signing up to a shared picture', async ({ page, browser }) => {
    const trouble = watchForTrouble(page);
    await page.goto(app.url);
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await page.getByRole('main').getByRole('link', { name: 'S’inscrire' }).click();
    await page.getByLabel('E-mail').fill(`marie-${Date.now()}@example.com`);
    await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'S’inscrire' }).click();
    await expect(page.getByRole('heading', { name: 'Aucun rendu pour le moment' })).toBeVisible();
    await expectAccessible(page);

    await page.getByLabel('Ajouter un rendu').fill('rien du tout');
    await pressEnter(page.getByLabel('Ajouter un rendu'));
    const alert = page.getByRole('main').getByRole('alert');
    await expect(alert).toContainText('Aucun identifiant de rendu trouvé');
    // Chromium reports the refusal, and nothing else.
    const refused = 'Failed to load resource: the server responded with a status of 400';
    await expect.poll(() => trouble).toEqual([`${refused} (Bad Request) ${app.url}/api/jobs`]);
    trouble.length = 0;

    const sample = await page.getByRole('main').locator('code', { hasText: 'sbx_' }).textContent();
    await page.getByLabel('Ajouter un rendu').fill(sample ?? '');
    await pressEnter(page.getByLabel('Ajouter un rendu'));
    await expect(page).toHaveTitle(/En cours/);
    await expect(page).toHaveTitle(/Réussi/, { timeout: 60_000 });
    await expect(page.locator('dl')).toContainText(/Terminé le/);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    await page.getByRole('button', { name: 'Copier le lien', exact: true }).click();
    const link = page.getByLabel('Lien de partage');
    await expect(link).toHaveValue(/\/s\/[\w-]{43}$/);
    const url = await link.inputValue();

    const english = await visitor(browser, 'en-GB');
    await english.goto(url);
    await expect(english.getByRole('link', { name: 'Download' })).toBeVisible();
    const french = await visitor(browser, 'fr-CA');
    await french.goto(url);
    await expect(french.getByRole('link', { name: 'Télécharger' })).toBeVisible();
    await expect(french).toHaveTitle('Image partagée · Bottega');
    await english.context().close();
    await french.context().close();
    expect(trouble).toEqual([]);
  });

  test('until the user chooses another language', async ({ page }) => {
    const trouble = watchForTrouble(page);
    await page.goto(app.url);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Gardez tous vos rendus.');
    await page.getByText('English', { exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Every render, kept.');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await page.goto(`${app.url}/sign-in?error=Verification`);
    await expect(page.getByRole('main').getByRole('alert')).toContainText('This link has expired');
    await page.getByText('Français', { exact: true }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('Ce lien a expiré');
    expect(trouble).toEqual([]);
  });
});

test.describe('in the pseudo-language, on a phone', () => {
  const email = `pseudo-${Date.now()}@example.com`;
  const app = runningApp(() => ({ PSEUDO_LOCALE: 'true', ADMIN_EMAILS: email }));
  test.use({ locale: 'en-XA', viewport: PHONE });

  /** Opens a page and expects text from the catalogue alone, none of it wider than the screen. */
  async function expectTranslated(page: Page, path: string, data: readonly string[] = []) {
    await page.goto(app.url + path);
    expect(await untranslatedText(page, data), path).toEqual([]);
    await expectNoSidewaysScroll(page);
  }

  test('pages for visitors take every text from the catalogue', async ({ page }) => {
    for (const path of [
      '/',
      '/sign-in?error=Csrf',
      '/sign-up',
      '/sign-in/check-mail',
      '/sign-in/link?token=x',
      '/forgot-password',
      '/reset-password',
      '/invite',
      '/nowhere',
    ])
      await expectTranslated(page, path);
    await expectTranslated(page, `/s/${'x'.repeat(43)}`);
  });

  test('pages for users take every text from the catalogue', async ({ page }) => {
    const user = await signIn(page, app.url, email);
    await expectTranslated(page, '/jobs', [email]);
    await expectTranslated(page, '/jobs/unknown', [email, 'unknown']);

    const json = { 'content-type': 'application/json' };
    const send = async (path: string, body: unknown) => {
      const request = { method: 'POST', headers: json, body: JSON.stringify(body) };
      return (await (await user.fetch(path, request)).json()) as Record<string, never>;
    };
    await send('/api/samples', {});
    await expect
      .poll(async () => (await user.fetch('/api/jobs?state=failed')).text(), { timeout: 60_000 })
      .toContain('failed');
    const { jobs } = (await (await user.fetch('/api/jobs')).json()) as {
      jobs: { id: string; label: string | null; mode: string | null; failure: string | null }[];
    };
    const data = jobs.flatMap(({ id, label, mode, failure }) => [
      id,
      label ?? '',
      mode ?? '',
      failure ?? '',
    ]);
    await expectTranslated(page, '/jobs', data);
    await expectTranslated(page, '/jobs?q=nothing+like+this', data);
    await expectTranslated(page, '/jobs?archived=1', data);
    for (const { id } of jobs) await expectTranslated(page, `/jobs/${id}`, data);
    await expectTranslated(page, '/shares');

    const token = { name: 'Nightly', scopes: ['jobs:read'], expiresInDays: null };
    await send('/api/tokens', token);
    await expectTranslated(page, '/settings/account', [email, 'Test Person']);
    await expectTranslated(page, '/settings/security');
    await expectTranslated(page, '/settings/tokens', ['Nightly']);
    const example = 'https://example.com/hooks/bottega';
    await expectTranslated(page, '/settings/webhooks', [example]);
    await expectTranslated(page, '/settings/webhooks/unknown');
    await expectTranslated(page, '/operator');
    await expectTranslated(page, '/operator/people?q=pseudo', [email, 'Test Person']);
    await expectTranslated(page, '/operator/invitations', [email]);
    const log = '/operator/security-log?event=signed_up';
    await expectTranslated(page, log, [email, 'method: password']);

    await enableApp(user.fetch);
    await expectTranslated(page, '/settings/security', [email]);
    await page.context().clearCookies();
    await page.goto(`${app.url}/sign-in`);
    await page.locator('input[name="email"]').fill(email);
    await page.locator('input[name="password"]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.locator('input[name="code"]')).toBeFocused();
    await expectTranslated(page, '/sign-in/second-factor', [email]);
  });
});
