import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startTemplates } from '@/lib/snippets';
import { fillTemplate } from '@/lib/snippets/model';
import { cleanEnv } from '@/scripts/lib/clean-env.mjs';
import { startJobServer } from '../../setup/job-server';
import { LANGUAGES, RUNTIMES, type Runtime } from '../../setup/runtimes';
import { temporaryFolder } from '../../setup/temp-folder';

/** Everything that a language could interpolate, execute or end a text with. */
const BODY = {
  url: 'https://a.example/room.jpg?a=1&b=\'"`$HOME',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a text that no language may interpolate.
  styleId: '#{1 + 1} #@a ${process.pid} $(id) `id` \\n %s {0}',
  words: 'é 漢字 🙂\n\ttab \u2028 </script> <b>',
  creativity: 17.5,
  preserveWindows: true,
  preserveWalls: false,
  nothing: null,
  nested: { list: [1, 'two', [], {}], empty: {} },
  __proto__x: 'kept',
};

const it = test
  .extend('server', { scope: 'file' }, async ({}, { onCleanup }) => {
    const server = await startJobServer();
    onCleanup(server.close);
    return server;
  })
  /** Runs a program in a new folder and waits for its end. */
  .extend('run', () => ({ file, command, prepare }: Runtime, program: string) => {
    const folder = temporaryFolder();
    prepare?.(folder.path);
    writeFileSync(join(folder.path, file), program);
    const [executable, ...args] = command;
    const env = cleanEnv({ BOTTEGA_TOKEN: 'a-token' }) as NodeJS.ProcessEnv;
    return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile(executable, args, { cwd: folder.path, env }, (error, stdout, stderr) => {
        folder.remove();
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      });
    });
  });

describe.for(LANGUAGES)('the %s program that starts a job', { timeout: 60_000 }, (language) => {
  const runtime = RUNTIMES[language];
  const program = async (url: string) => {
    const template = (await startTemplates()).find(({ id }) => id === language);
    if (!template) throw new Error(`There is no program in ${language}.`);
    return fillTemplate(template, url, BODY);
  };

  it.skipIf(!runtime)(
    'sends exactly the body, and prints status and id',
    async ({ server, run }) => {
      const { code: text } = await program(`${server.url}/creative-redesign`);
      const { code, stdout, stderr } = await run(runtime as Runtime, text);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const { body, mode, jobId } = server.posts.at(-1) ?? {};
      expect(body).toEqual(BODY);
      expect(mode).toBe('creative-redesign');
      const printed =
        language === 'curl'
          ? JSON.stringify({ status: 'pending', id: jobId, mode })
          : `pending\n${jobId}\n`;
      expect(stdout).toBe(printed);
    },
  );

  it.skipIf(!runtime)('fails with what the server says', async ({ server, run }) => {
    server.next({ status: 422, body: '{"error":{"code":"start_refused"}}' });
    const { code: text } = await program(`${server.url}/upscale`);
    const { code, stdout, stderr } = await run(runtime as Runtime, text);
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain('start_refused');
  });

  it('is the same text in its HTML, escaped', async ({ server }) => {
    const { code, html } = await program(`${server.url}/upscale`);
    const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };
    const shown = html
      .replace(/<\/?span[^>]*>/g, '')
      .replace(/&([^;]+);/g, (all, name) => entities[name] ?? all);
    expect(shown).toBe(code);
    expect(html.replace(/<\/?span[^>]*>/g, '')).not.toMatch(/[<>]/);
  });
});
