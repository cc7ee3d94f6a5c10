import sharp from 'sharp';
import { describe, expect } from 'vitest';
import { firstLoadOf } from '../../setup/first-load';
import { bytesOf, testStored } from '../../setup/stored-result-test';
import { unzip } from '../../setup/unzip';

const JSON_TYPE = { 'content-type': 'application/json' };
const SITE = 'https://studio.example';

/** What chats and phones ask with. */
const UNFURLERS = {
  Slack: 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  WhatsApp: 'WhatsApp/2.23.20.0',
  iMessage:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
  Teams:
    'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com',
  Facebook: 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  browser: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
};

type Options = Record<string, unknown>;

const it = testStored
  /** Makes a link; returns its id and path. */
  .extend(
    'board',
    { scope: 'file' },
    ({ user }) =>
      async (jobIds: string[], more: Options = {}) => {
        const body = JSON.stringify({ jobIds, ...more });
        const made = await user.fetch('/api/shares', { method: 'POST', headers: JSON_TYPE, body });
        expect(made.status).toBe(201);
        return ((await made.json()) as { share: { id: string; path: string } }).share;
      },
  )
  /** Two stored results, and one whose picture is nowhere. */
  .extend('jobs', { scope: 'file' }, async ({ addJob, store }) => {
    const ids = [await addJob('Secret label'), await addJob(), await addJob()];
    for (const id of ids.slice(0, 2)) await store(id);
    return ids;
  })
  /** Requests as a stranger does. */
  .extend('look', { scope: 'file' }, ({ app }) => (path: string, init: RequestInit = {}) => {
    return fetch(`${app.url}${path}`, { redirect: 'manual', ...init });
  });

const form = (fields: Record<string, string>, cookie = '') => ({
  method: 'POST',
  // What a browser sends from a page without a referrer.
  headers: { origin: 'null', accept: 'text/html', ...(cookie && { cookie }) },
  body: new URLSearchParams(fields),
});

const metaOf = (html: string, property: string) =>
  new RegExp(`<meta (?:property|name)="${property}" content="([^"]*)"`).exec(html)?.[1];

describe('a board', () => {
  it('shows its results in order, and nothing of its owner', async ({
    jobs,
    board,
    look,
    user,
  }) => {
    const { path, id } = await board(jobs, { title: 'Flat 3', note: 'Line 1\nLine <b>2</b>' });
    const html = await (await look(path)).text();
    const [body = ''] = html.split('self.__next_f');
    expect(body).toContain('Flat 3');
    expect(body).toContain('Line &lt;b&gt;2&lt;/b&gt;');
    expect([...body.matchAll(/id="result-(\d+)"/g)].map(([, n]) => n)).toEqual(['1', '2', '3']);
    for (const secret of [...jobs, id, user.email, 'Secret label']) {
      expect(html).not.toContain(secret);
    }
  });

  it('is downloaded as one file that names what is missing', async ({ jobs, board, look }) => {
    const { path } = await board(jobs, { title: 'Flat "3"/é' });
    const response = await look(`${path}/zip`);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''Flat%20-3-%C3%A9.zip",
    );
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const files = unzip(await response.bytes());
    expect(Object.keys(files).sort()).toEqual([
      '01 - furnish.jpg',
      '02 - furnish.jpg',
      'missing.txt',
    ]);
    expect(String(files['missing.txt'])).toContain('03 - furnish');
    for (const secret of jobs) expect(String(files['missing.txt'])).not.toContain(secret);
    const kept = await board(jobs, { allowsDownload: false });
    expect((await look(`${kept.path}/zip`)).status).toBe(404);
    expect(await (await look(kept.path)).text()).not.toContain('/zip');
  });

  it('takes feedback from forms without a script', async ({ jobs, board, look }) => {
    const { path } = await board(jobs, { feedback: 'open' });
    const liked = await look(`${path}/feedback`, form({ kind: 'like', item: '2', liked: 'true' }));
    expect([liked.status, liked.headers.get('location')]).toEqual([
      303,
      `${path}?said=liked&at=2#result-2`,
    ]);
    const cookie = liked.headers.get('set-cookie')?.split(';')[0] ?? '';
    const words = {
      kind: 'comment',
      item: '1',
      name: '<i>Ann</i>',
      text: 'See https://x.example <b>',
    };
    const said = await look(`${path}/feedback`, form(words, cookie));
    expect(said.headers.get('location')).toBe(`${path}?said=commented&at=1#result-1`);
    const html = await (await look(`${path}?said=commented&at=1`, { headers: { cookie } })).text();
    const [body = ''] = html.split('self.__next_f');
    expect(body).toContain('&lt;i&gt;Ann&lt;/i&gt;');
    expect(body).toContain('See https://x.example &lt;b&gt;');
    expect(body).not.toContain('href="https://x.example');
    expect(body).toContain('Your comment was sent.');
    expect(body.match(/aria-pressed="true"/g)).toHaveLength(1);
    const towers = { kind: 'comment', text: `a${'\u0301'.repeat(10_000)}` };
    expect((await look(`${path}/feedback`, form(towers))).headers.get('location')).toBe(
      `${path}?said=commented#comments`,
    );
    for (const bad of [
      { kind: 'comment', text: ' ' },
      { kind: 'x' },
      { ...words, text: 'x'.repeat(2_001) },
    ]) {
      const refused = await look(`${path}/feedback`, form(bad as Record<string, string>));
      expect(refused.headers.get('location')).toContain(`${path}?said=invalid`);
    }
    const unknown = form({ kind: 'like', item: '9', liked: 'true' });
    expect((await look(`${path}/feedback`, unknown)).headers.get('location')).toContain(
      'said=closed',
    );
  });

  it('is opened by its password, in the browser that typed it', async ({ jobs, board, look }) => {
    const { path } = await board(jobs, { title: 'Secret title', password: 'open sesame' });
    const closed = await (await look(path)).text();
    expect(closed).not.toContain('Secret title');
    expect(closed).toContain('type="password"');
    for (const file of ['picture', 'zip', 'preview.png', 'embed']) {
      expect((await look(`${path}/${file}`)).status).toBe(404);
    }
    const wrong = await look(`${path}/unlock`, form({ password: 'x' }));
    expect([wrong.status, wrong.headers.get('location')]).toEqual([303, `${path}?wrong=1`]);
    // Each goes on a connection whose last body was given up.
    for (const file of ['unlock', 'unlock', 'feedback', 'unlock']) {
      const large = await look(`${path}/${file}`, form({ password: 'x'.repeat(1_000_000) }));
      expect(large.status).toBe(413);
    }
    const right = await look(`${path}/unlock`, form({ password: 'open sesame' }));
    expect([right.status, right.headers.get('location')]).toEqual([303, path]);
    const cookie = right.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(right.headers.get('set-cookie')).toContain(`Path=${path}`);
    expect(await (await look(path, { headers: { cookie } })).text()).toContain('Secret title');
    expect((await look(`${path}/picture`, { headers: { cookie } })).status).toBe(200);
  });
});

describe('the JavaScript that the page of a link loads first', () => {
  it('is little more than that of an empty page', async ({ jobs, board, look }) => {
    for (const ids of [jobs.slice(0, 1), jobs]) {
      const { path } = await board(ids, { feedback: 'open' });
      const { page, empty, ratio } = firstLoadOf(await (await look(path)).text());
      expect(empty).toBeGreaterThan(100_000);
      expect(page).toBeGreaterThan(empty);
      expect(ratio).toBeLessThanOrEqual(1.1);
    }
  });
});

describe('what a chat shows of a link', () => {
  it('has a title, a description and a picture for each of them', async ({
    app,
    jobs,
    board,
    look,
  }) => {
    const { path } = await board(jobs, { title: 'Flat 3', note: 'For you' });
    for (const agent of Object.values(UNFURLERS)) {
      const html = await (await look(path, { headers: { 'user-agent': agent } })).text();
      const [head = ''] = html.split('</head>');
      expect(metaOf(head, 'og:title')).toBe('Flat 3');
      expect(metaOf(head, 'og:description')).toBe('For you');
      expect(metaOf(head, 'og:image')).toBe(`${app.url}${path}/preview.png`);
      expect(metaOf(head, 'twitter:card')).toBe('summary_large_image');
      expect(metaOf(head, 'robots')).toContain('noindex');
    }
    const picture = await look(`${path}/preview.png`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(picture.headers.get('cache-control')).toBe('private, no-store');
    const bytes = await bytesOf(picture);
    // WhatsApp shows none that is larger.
    expect(bytes.byteLength).toBeLessThan(600_000);
    expect(await sharp(bytes).metadata()).toMatchObject({
      format: 'png',
      width: 1200,
      height: 630,
    });
  });

  it('is no picture of a link that is locked, revoked, or has none of ours', async ({
    jobs,
    board,
    look,
    user,
  }) => {
    const locked = await board(jobs, { title: 'Secret title', password: 'open sesame' });
    const revoked = await board(jobs, { title: 'Secret title' });
    await user.fetch(`/api/shares/${revoked.id}`, { method: 'DELETE' });
    const bare = await board(jobs.slice(2), {});
    for (const { path } of [locked, revoked, bare]) {
      const headers = { 'user-agent': UNFURLERS.Slack };
      const html = await (await look(path, { headers })).text();
      expect(metaOf(html, 'og:image')).toBeUndefined();
      expect(html).not.toContain('Secret title');
      expect((await look(`${path}/preview.png`, { headers })).status).toBe(404);
    }
  });
});

describe('the viewer for other sites', () => {
  it('is there only for the sites that the owner named', async ({ jobs, board, look }) => {
    const { path } = await board(jobs, { embedSites: [SITE] });
    const { headers, status } = await look(`${path}/embed`);
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain(`frame-ancestors ${SITE};`);
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
    const page = await look(path);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    const plain = await board(jobs, { maxViews: 1 });
    expect((await look(`${plain.path}/embed`)).status).toBe(404);
    // It was no view, nor is a request for the headers alone.
    for (const rest of ['', '/zip', '/picture']) {
      const head = { method: 'HEAD', headers: { 'user-agent': `Firefox/${rest.length}` } };
      expect((await look(`${plain.path}${rest}`, head)).status).toBe(200);
    }
    expect((await look(plain.path)).status).toBe(200);
    expect((await look(plain.path, { headers: { 'user-agent': 'Opera/9' } })).status).toBe(404);
  });
});

describe('an address with something glued to its token', () => {
  it('leads to the clean one, whatever of the link is asked for', async ({ jobs, board, look }) => {
    const { path } = await board(jobs, { embedSites: [SITE] });
    for (const glue of ['.', ')', '%E2%80%8B', '%E2%80%8B).']) {
      for (const rest of ['', '/picture?n=2', '/zip', '/preview.png', '/embed']) {
        const { status, headers } = await look(`${path}${glue}${rest}`);
        expect([rest, status, headers.get('location')]).toEqual([rest, 307, `${path}${rest}`]);
        expect(headers.get('referrer-policy')).toBe('no-referrer');
        if (rest === '/picture?n=2') continue;
        const behind = await look(`${path}${rest}${glue}`);
        expect([glue, behind.status, behind.headers.get('location')]).toEqual([
          glue,
          307,
          `${path}${rest}`,
        ]);
      }
    }
  });
});
