import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import type { DeliveryView, WebhookView } from '@/lib/webhooks';
import { startChild } from '../../setup/child';
import { freePort } from '../../setup/free-port';
import { stoppable } from '../../setup/stoppable';
import { test } from '../../setup/test';

const docs = readFileSync('docs/webhooks.md', 'utf8');

/** The only code block of the documentation in a language. */
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

/** The code on a page, as copied from it. */
function shownCode(html: string): string {
  const code = /<pre[^>]*>(.*?)<\/pre>/s.exec(html)?.[1] ?? '';
  return code.replace(/&(?:quot|#x27|lt|gt|amp);/g, (escaped) => UNESCAPED[escaped] ?? escaped);
}

const it = test
  .extend('register', ({ user }) => async (port: number) => {
    const answer = await user.fetch('/api/webhooks', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: `http://127.0.0.1:${port}/` }),
    });
    return (await answer.json()) as { webhook: WebhookView; secret: string };
  })
  /** Runs a receiver and sends it a test message and a forged one. */
  .extend('tryOut', ({ app, user, register }, { onCleanup }) => {
    const { start, stopAll } = stoppable(startChild, (child) => child.stop());
    onCleanup(stopAll);
    return async (command: string, args: string[], code: string) => {
      const port = await freePort();
      const { webhook, secret } = await register(port);
      const text = code.replaceAll('8080', String(port));
      const url = `http://127.0.0.1:${port}/`;
      const forge = () => fetch(url, { method: 'POST', body: '{"type":"job.succeeded"}' });
      const env = { PATH: process.env.PATH ?? '', WEBHOOK_SECRET: secret };
      const child = await start(command, [...args, text], {
        env,
        isUp: async () => (await forge()).status === 401,
      });
      const path = `/api/webhooks/${webhook.id}/test`;
      const answer = await user.fetch(path, { method: 'POST' });
      const { delivery } = (await answer.json()) as { delivery: DeliveryView };
      expect(delivery).toMatchObject({ state: 'delivered', status: 204 });
      const line = `webhook.test test succeeded ${app.url}/settings/webhooks/${webhook.id}\n`;
      await expect.poll(child.output).toContain(line);
    };
  });
it.override('env', { WEBHOOKS_ALLOW_PRIVATE: 'true' });

describe('the documented receiver', () => {
  it('in JavaScript accepts signed messages only', async ({ user, tryOut }) => {
    const page = await user.fetch('/settings/webhooks');
    const code = shownCode(await page.text());
    expect(code.trim()).toBe(block('js').trim());
    await tryOut(process.execPath, ['--input-type=module', '-e'], code);
  });

  const python = spawnSync('python3', ['--version']).status === 0;
  if (!python) console.warn('WARNING: no python3 on this machine: ITS RECEIVER IS NOT TESTED.');
  it.runIf(python)('in Python accepts signed messages only', async ({ tryOut }) => {
    await tryOut('python3', ['-c'], block('python'));
  });
});
