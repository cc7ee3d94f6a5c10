import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeliveryView, WebhookView } from '@/lib/webhooks';
import { type RunningApp, startApp } from '../../setup/app';
import { startChild } from '../../setup/child';
import { type Client, signedIn } from '../../setup/client';
import { freePort } from '../../setup/free-port';

const docs = readFileSync('docs/webhooks.md', 'utf8');

/** The one block of the documentation in a language. */
function block(language: string): string {
  const found = [...docs.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))];
  expect(found).toHaveLength(1);
  return found[0]?.[1] ?? '';
}

const UNESCAPED: Record<string, string> = {
  '&quot;': '"',
  '&#x27;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};

/** The code of a page as one who reads it would copy it. */
function shownCode(html: string): string {
  const code = /<pre[^>]*>(.*?)<\/pre>/s.exec(html)?.[1] ?? '';
  return code.replace(/&(?:quot|#x27|lt|gt|amp);/g, (escaped) => UNESCAPED[escaped] ?? escaped);
}

describe('a receiver as it is documented', () => {
  let app: RunningApp;
  let user: Client;
  beforeAll(async () => {
    app = await startApp({ env: { WEBHOOKS_ALLOW_PRIVATE: 'true' } });
    user = await signedIn(app.url);
  });
  afterAll(() => app?.stop());

  async function register(port: number) {
    const answer = await user.fetch('/api/webhooks', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: `http://127.0.0.1:${port}/` }),
    });
    return (await answer.json()) as { webhook: WebhookView; secret: string };
  }

  /** Runs a receiver and has a test sent to it, and a message that nobody signed. */
  async function tryOut(command: string, args: string[], code: string) {
    const port = await freePort();
    const { webhook, secret } = await register(port);
    const text = code.replaceAll('8080', String(port));
    const url = `http://127.0.0.1:${port}/`;
    const forge = () => fetch(url, { method: 'POST', body: '{"type":"job.succeeded"}' });
    const env = { PATH: process.env.PATH ?? '', WEBHOOK_SECRET: secret };
    const child = await startChild(command, [...args, text], {
      env,
      isUp: async () => (await forge()).status === 401,
    });
    const path = `/api/webhooks/${webhook.id}/test`;
    const answer = await user.fetch(path, { method: 'POST' });
    const { delivery } = (await answer.json()) as { delivery: DeliveryView };
    expect(delivery).toMatchObject({ state: 'delivered', status: 204 });
    const line = `webhook.test test succeeded ${app.url}/settings/webhooks/${webhook.id}\n`;
    await expect.poll(child.output, { timeout: 10_000 }).toContain(line);
    await child.stop();
  }

  it('in JavaScript lets in what was signed and nothing else', async () => {
    const page = await user.fetch('/settings/webhooks');
    const code = shownCode(await page.text());
    expect(code.trim()).toBe(block('js').trim());
    await tryOut(process.execPath, ['--input-type=module', '-e'], code);
  });

  const python = spawnSync('python3', ['--version']).status === 0;
  if (!python) console.warn('WARNING: no python3 on this machine: ITS RECEIVER IS NOT TESTED.');
  it.runIf(python)('in Python lets in what was signed and nothing else', async () => {
    await tryOut('python3', ['-c'], block('python'));
  });
});
