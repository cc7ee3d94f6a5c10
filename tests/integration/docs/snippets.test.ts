import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanEnv } from '../../../scripts/lib/clean-env.mjs';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { LANGUAGES, RUNTIMES, type Runtime } from '../../setup/runtimes';
import { temporaryFolder } from '../../setup/temp-folder';
import { tokenOf } from '../../setup/token';
import { startUpstream, type Upstream } from '../../setup/upstream';

const OUTPUT = 'https://a.example/x.png?a=1&b=%20';
const DONE = JSON.stringify({ status: 'success', output: OUTPUT, mode: 'furnish' });
const PENDING = JSON.stringify({ status: 'pending', output: null, mode: 'furnish' });
/** Compiling Go for the first time takes a while. */
const SLOW = { timeout: 240_000 };

let app: RunningApp;
let upstream: Upstream;
let user: Client;
let token: string;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({ env: { GEPETTO_API_KEY: TEST_KEY, GEPETTO_API_URL: upstream.url } });
  user = await signedIn(app.url);
  token = await tokenOf(user);
});
afterAll(async () => {
  await app?.stop();
  await upstream?.close();
});

/** A job in the user's history, with the HTML of its page. */
async function openPage(body: string): Promise<string> {
  const id = `job-_${randomUUID()}`;
  upstream.set(id, { kind: 'json', body });
  expect((await user.fetch(`/v1/job/${id}`)).status).toBe(200);
  const page = await user.fetch(`/jobs/${id}`);
  expect(page.status).toBe(200);
  return page.text();
}

const CHARACTERS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };

/** A program as it stands on the page: the text that one would select there. */
function shownIn(html: string, language: string): string {
  const code = new RegExp(`<code data-language="${language}">(.*?)</code>`, 's').exec(html)?.[1];
  if (!code) throw new Error(`The page shows no program in ${language}.`);
  return code
    .replace(/<[^>]*>/g, '')
    .replace(/&([^;]+);/g, (entity, name) => CHARACTERS[name] ?? entity);
}

type Ended = { code: number; stdout: string; stderr: string };

/** Runs a program in a folder of its own, to its end. */
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

  describe.skipIf(!runtime)(`the program in ${language}, as the page shows it`, SLOW, () => {
    const start = (html: string, bearer: string) =>
      run(runtime as Runtime, shownIn(html, language), bearer);

    it('prints the status and the address of the output', async () => {
      const { code, stdout, stderr } = await start(await openPage(DONE), token);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toBe(language === 'curl' ? DONE : `success\n${OUTPUT}\n`);
    });

    it('prints the status alone while there is no output', async () => {
      const { code, stdout, stderr } = await start(await openPage(PENDING), token);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toBe(language === 'curl' ? PENDING : 'pending\n');
    });

    it('ends with what the app says when it is refused', async () => {
      const { code, stdout, stderr } = await start(await openPage(DONE), 'not-a-token');
      expect(code).not.toBe(0);
      expect(stderr).toContain('401');
      const said = language === 'curl' ? stdout : stderr;
      expect(said).toContain('"invalid_token"');
      expect(said).not.toContain('not-a-token');
    });
  });
}

it('the page of tokens shows them all, with a placeholder for the id', async () => {
  const html = await (await user.fetch('/settings/tokens')).text();
  for (const language of LANGUAGES) {
    expect(shownIn(html, language)).toContain(`${app.url}/v1/job/JOB_ID`);
  }
});

describe('the highlighter', () => {
  const withHighlighter = (pattern: string) =>
    globSync(pattern).filter((file) => /registerLanguage|highlight\.js/.test(read(file)));
  const read = (file: string) => readFileSync(file, 'utf8');

  it('stays on the server: the page has none of it among its scripts', async () => {
    expect(withHighlighter('.next/server/chunks/**/*.js')).not.toEqual([]);
    const scripts = [...(await openPage(DONE)).matchAll(/\/_next\/(static\/[^"?\\]+\.js)/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, file] of scripts) expect(withHighlighter(`.next/${file}`)).toEqual([]);
  });

  it('colours without a style attribute', async () => {
    const html = await openPage(DONE);
    const panels = html.match(/<code data-language.*?<\/code>/gs) ?? [];
    expect(panels).toHaveLength(LANGUAGES.length);
    for (const panel of panels) {
      expect(panel).toContain('<span class="hljs-');
      expect(panel).not.toMatch(/style=|<script/);
    }
  });
});
