import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from '@/lib/log';
import { redactor, SECRET_PATTERNS } from '@/lib/redact';
import { inRequest, outsideRequests } from '@/lib/request';

const KEY = 'key"with+odd/characters';
const TOKEN = 'q'.repeat(43);

/** A logger that keeps its lines. */
function kept(level = 'debug') {
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line) }, level, [KEY]);
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

describe('a log line', () => {
  it('is one JSON object with the level as a word and the time', () => {
    const { log, lines, last } = kept();
    log.warn({ route: '/api/jobs' }, 'request');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{.*\}\n$/);
    expect(last()).toMatchObject({ level: 'warn', msg: 'request', route: '/api/jobs' });
    expect(Date.parse(String(last().time))).not.toBeNaN();
  });

  it('carries the id of its own request across awaits', async () => {
    const { log, lines } = kept();
    const work = async (id: string) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.info(id);
    };
    await Promise.all(['request-1', 'request-2'].map((id) => inRequest(id, async () => work(id))));
    await inRequest('request-3', () => outsideRequests(() => work('nobody')));
    const said = lines.map((line) => JSON.parse(line) as { msg: string; requestId?: string });
    expect(said.slice(0, 2).every(({ msg, requestId }) => msg === requestId)).toBe(true);
    expect(said[2]).not.toHaveProperty('requestId');
  });

  it.each([
    ['the key', KEY, KEY],
    ['the key as an address writes it', encodeURIComponent(KEY), encodeURIComponent(KEY)],
    ['the key in base64', Buffer.from(KEY).toString('base64'), Buffer.from(KEY).toString('base64')],
    ['a personal token', 'token bottega_pat_abcDEF0123456789', 'abcDEF0123456789'],
    ['a signing secret', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'MfKQ9r8'],
    ['a share link', `GET /s/${TOKEN}/picture`, TOKEN],
    ['the address of a photo', `https://studio.example/p/${TOKEN}`, TOKEN],
    ['our webhook at Gepetto', `POST /api/hooks/gepetto/${TOKEN}`, TOKEN],
    ['a bearer', 'Authorization: Bearer abc.def-123', 'abc.def'],
    ['a session cookie', 'next-auth.session-token=eyJhbGciOiJkaXIi..x; a=b', 'eyJhbGci'],
    ['a secure session cookie', '__Secure-next-auth.session-token.0=abcdef; a=b', 'abcdef'],
    ['an intent to link an account', 'bottega.link-intent=abcdef-_9; a=b', 'abcdef'],
    ['a device cookie', '__Host-bottega-device=abcdef.123; a=b', 'abcdef'],
    ['a CSRF cookie', '__Host-next-auth.csrf-token=0123abc%7C456; a=b', '0123abc'],
    ['a mailed link', '/api/auth/callback/email?token=0123abc&x=1', '0123abc'],
    ['an address in a path', '/users/ada%40example.com', 'ada%40'],
    ['an address in a message', 'Failed query: select params: ada.l+x@mail.example.com', 'ada.l'],
    ['a password in an address', 'smtp://ada:hunter2@mail.example.com:25', 'hunter2'],
  ])('never contains %s in a message, a field or a stack', (_what, text, secret) => {
    const { log, lines, last } = kept();
    log.info(text);
    log.info({ deep: { list: [text] }, authorization: text }, 'fields');
    log.error(new Error(text));
    for (const line of lines) {
      expect(line).not.toContain(secret);
      expect(line).not.toContain(JSON.stringify(secret).slice(1, -1));
      expect(() => JSON.parse(line)).not.toThrow();
    }
    expect(lines).toHaveLength(3);
    expect(last()).toMatchObject({ level: 'error' });
    expect(lines[0]).toContain('[redacted]');
  });

  it('never contains the value of a credential field at any depth', () => {
    const { log, lines, last } = kept();
    const headers = {
      Authorization: 'abc\\"def',
      cookie: ['abc', 'def'],
      'set-cookie': ['a=abc; "b"'],
      accept: '*',
    };
    const deep = { request: { headers }, users: [{ password: 'abc', token: 'abc' }], at: 1 };
    log.info({ ...deep, token: { of: 'abc' } }, JSON.stringify({ authorization: 'abc' }));
    expect(lines[0]).not.toContain('abc');
    expect(lines[0]).not.toContain('def');
    expect(last()).toMatchObject({ at: 1, request: { headers: { accept: '*' } } });
  });

  it.each([
    '-',
    'a.',
    '%40a',
    'eyJ.',
    'a@',
    'a://',
    '/s/',
    '/hooks/gepetto/',
    'session-token=',
    '"cookie":"\\"',
  ])('is redacted in linear time for a long text of %j', (piece) => {
    // With quadratic time this would take minutes.
    const text = piece.repeat(400_000 / piece.length);
    expect(redactor([KEY])(`${text} ${KEY}`)).toMatch(/\[redacted\]$/);
  });

  it('is redacted for every text that matches a pattern', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SECRET_PATTERNS), fc.integer(), ({ mark, pattern }, seed) => {
        // The text before the match ends a word, so \b is not needed.
        const whole = new RegExp(`^(?:${pattern.source.replaceAll('\\b', '')})$`);
        const [text] = fc.sample(fc.stringMatching(whole), { seed, numRuns: 1 });
        expect(text).toMatch(new RegExp(mark.source, 'i'));
        expect(redactor([])(`before ${text} after`)).toContain('[redacted]');
      }),
    );
  });

  it('keeps everything that is not a secret', () => {
    const plain =
      'job abc_DEF-123 of /v1/job/[id] at /app/node_modules/@vercel/otel/dist/index.js:3:7';
    expect(redactor([KEY])(plain)).toBe(plain);
  });
});
