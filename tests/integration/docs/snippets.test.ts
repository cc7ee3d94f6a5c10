import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { cleanEnv } from '../../../scripts/lib/clean-env.mjs';
import { LANGUAGES, RUNTIMES, type Runtime } from '../../setup/runtimes';
import { temporaryFolder } from '../../setup/temp-folder';
import { test } from '../../setup/test';

const OUTPUT = 'https://a.example/x.png?a=1&b=%20';
const DONE = JSON.stringify({ status: 'success', output: OUTPUT, mode: 'furnish' });
const PENDING = JSON.stringify({ status: 'pending', output: null, mode: 'furnish' });
/** The first compilation of Go takes long. */
const SLOW = { timeout: 240_000 };

const it = test
  /** Adds a job to the user's history and returns the HTML of its page. */
  .extend('openPage', ({ upstream, user }) => async (body: string) => {
    const id = `job-_${randomUUID()}`;
    upstream.set(id, { kind: 'json', body });
    expect((await user.fetch(`/v1/job/${id}`)).status).toBe(200);
    const page = await user.fetch(`/jobs/${id}`);
    expect(page.status).toBe(200);
    return page.text();
  });

const CHARACTERS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };

/** The text of a program as selected on the page. */
function shownIn(html: string, language: string): string {
  const code = new RegExp(`<code data-language="${language}">(.*?)</code>`, 's').exec(html)?.[1];
  if (!code) throw new Error(`The page shows no program in ${language}.`);
  return code
    .replace(/<[^>]*>/g, '')
    .replace(/&([^;]+);/g, (entity, name) => CHARACTERS[name] ?? entity);
}

type Ended = { code: number; stdout: string; stderr: string };

/** Runs a program in a new folder and waits for its end. */
function run({ file, command, prepare }: Runtime, program: string, bearer: string): Promise<Ended> {
  const folder = temporaryFolder();
  prepare?.(folder.path);
  writeFileSync(join(folder.path, file), program);
  const [executable, ...args] = command;
  const env = cleanEnv({ BOTTEGA_TOKEN: bearer }) as NodeJS.ProcessEnv;
  return new Promise((resolve) => {
    execFile(executable, args, { cwd: folder.path, env }, (error, stdout, stderr) => {
      folder.remove();
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

for (const language of LANGUAGES) {
  const runtime = RUNTIMES[language];
  if (!runtime) console.warn(`WARNING: what runs ${language} is missing: IT IS NOT TESTED.`);

  describe.skipIf(!runtime)(`the ${language} program of the code panel`, SLOW, () => {
    const start = (html: string, bearer: string) =>
      run(runtime as Runtime, shownIn(html, language), bearer);

    it('prints the status and the address of the output', async ({ token, openPage }) => {
      const { code, stdout, stderr } = await start(await openPage(DONE), token);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toBe(language === 'curl' ? DONE : `success\n${OUTPUT}\n`);
    });

    it('prints only the status while there is no output', async ({ token, openPage }) => {
      const { code, stdout, stderr } = await start(await openPage(PENDING), token);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toBe(language === 'curl' ? PENDING : 'pending\n');
    });

    it("fails with the app's error when the token is rejected", async ({ openPage }) => {
      const { code, stdout, stderr } = await start(await openPage(DONE), 'not-a-token');
      expect(code).not.toBe(0);
      expect(stderr).toContain('401');
      const printed = language === 'curl' ? stdout : stderr;
      expect(printed).toContain('"invalid_token"');
      expect(printed).not.toContain('not-a-token');
    });
  });
}

it('the tokens page shows every program with a placeholder for the id', async ({ app, user }) => {
  const html = await (await user.fetch('/settings/tokens')).text();
  for (const language of LANGUAGES) {
    expect(shownIn(html, language)).toContain(`${app.url}/v1/job/JOB_ID`);
  }
});

describe('the highlighter', () => {
  const withHighlighter = (pattern: string) =>
    globSync(pattern).filter((file) => /registerLanguage|highlight\.js/.test(read(file)));
  const read = (file: string) => readFileSync(file, 'utf8');

  it("is not part of the page's scripts", async ({ openPage }) => {
    expect(withHighlighter('.next/server/chunks/**/*.js')).not.toEqual([]);
    const scripts = [...(await openPage(DONE)).matchAll(/\/_next\/(static\/[^"?\\]+\.js)/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, file] of scripts) expect(withHighlighter(`.next/${file}`)).toEqual([]);
  });

  it('uses no style attribute', async ({ openPage }) => {
    const html = await openPage(DONE);
    const panels = html.match(/<code data-language.*?<\/code>/gs) ?? [];
    // And the selected one once more, for a page without JavaScript.
    expect(panels).toHaveLength(LANGUAGES.length + 1);
    for (const panel of panels) {
      expect(panel).toContain('<span class="hljs-');
      expect(panel).not.toMatch(/style=|<script/);
    }
  });
});
