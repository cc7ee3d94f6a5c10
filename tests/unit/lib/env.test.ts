import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseEnv } from '@/lib/env';

const SECRET = 'Zq7hV2nLw9KcR4tYbM6pXs8dFgJ3aEu5';
const good = { NEXTAUTH_SECRET: SECRET };

describe('parseEnv', () => {
  it('needs only the secret, and defaults to the sandbox and a file', () => {
    const env = parseEnv(good);
    expect(env.gepetto.apiKey).toBeUndefined();
    expect(env.database.url).toBe('file:data/bottega.db');
    expect(env.signUp).toBe('open');
  });

  it('lets strangers sign up in the sandbox, and with a key only who is invited', () => {
    const withKey = { ...good, GEPETTO_API_KEY: 'canary-key-value' };
    const of = (variables: Record<string, string>) => parseEnv(variables).signUp;
    expect(of(withKey)).toBe('invite');
    expect(of({ ...withKey, SIGN_UP: '' })).toBe('invite');
    expect(of({ ...withKey, SIGN_UP: 'open' })).toBe('open');
    expect(of({ ...good, SIGN_UP: 'closed' })).toBe('closed');
    const domains = { ...good, SIGN_UP_DOMAINS: 'Example.com, example.org' };
    expect(of(domains)).toBe('invite');
    expect(parseEnv(domains).signUpDomains).toEqual(['example.com', 'example.org']);
    expect(() => of({ ...domains, SIGN_UP: 'open' })).toThrow('SIGN_UP_DOMAINS');
  });

  it('treats an empty variable as unset', () => {
    expect(
      parseEnv({ ...good, GEPETTO_API_KEY: '', OIDC_ISSUER: '' }).gepetto.apiKey,
    ).toBeUndefined();
  });

  it.each([
    ['NEXTAUTH_SECRET', undefined],
    ['NEXTAUTH_SECRET', ''],
    ['NEXTAUTH_SECRET', 'x'],
    ['NEXTAUTH_SECRET', `${SECRET}\n`],
    ['NEXTAUTH_SECRET', `${SECRET} ${SECRET}`],
    ['NEXTAUTH_SECRET', 'x'.repeat(64)],
    ['NEXTAUTH_SECRET', 'canary-change-me-to-32-random-characters'],
    ['NEXTAUTH_SECRET', 'canary-of-an-example-0123456789-abcdefgh'],
    ['CRON_SECRET', 'canary'],
    ['CRON_SECRET', 'your-canary-secret'],
    ['GEPETTO_SANDBOX', 'canary'],
    ['GEPETTO_API_KEY', 'k'],
    ['GEPETTO_API_KEY', 'canary-key-value\n'],
    ['GEPETTO_API_KEY', 'canary\nkey-value'],
    ['GEPETTO_API_KEY_NEXT', 'k'],
    ['GEPETTO_API_KEY_NEXT', 'canary-key-value\n'],
    ['GEPETTO_API_KEY_NEXT', 'canary-without-a-first-key'],
    ['NEXTAUTH_SECRET_PREVIOUS', 'canary'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'canary'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'canary'],
    ['GEPETTO_API_URL', 'ftp://canary.example'],
    ['DATABASE_URL', 'postgres://canary.example'],
    ['SIGN_UP', 'maybe'],
    ['SIGN_UP_DOMAINS', '@canary.example'],
    ['SIGN_UP_DOMAINS', 'canary'],
    ['SIGN_UP_DOMAINS', '*.canary.example'],
    ['NEXTAUTH_URL', 'canary'],
    ['GITHUB_CLIENT_ID', 'canary-without-its-secret'],
    ['API_ALLOWED_ORIGINS', '*'],
    ['API_ALLOWED_ORIGINS', 'https://canary.example,*'],
    ['API_ALLOWED_ORIGINS', 'null'],
    ['API_ALLOWED_ORIGINS', 'canary.example'],
    ['API_ALLOWED_ORIGINS', 'https://canary.example/'],
    ['API_ALLOWED_ORIGINS', 'https://*.canary.example'],
    ['API_ALLOWED_ORIGINS', 'file:///canary'],
  ])('rejects %s=%j with its name but not its value', (name, value) => {
    const act = () => parseEnv({ ...good, [name]: value });
    expect(act).toThrow(name);
    expect(act).not.toThrow(/canary|Zq7h|x{32}/);
  });

  it('accepts a list of origins and explains why not *', () => {
    const list = 'https://app.example.com, http://localhost:5173';
    expect(parseEnv({ ...good, API_ALLOWED_ORIGINS: list }).allowedOrigins).toEqual([
      'https://app.example.com',
      'http://localhost:5173',
    ]);
    expect(parseEnv(good).allowedOrigins).toEqual([]);
    expect(() => parseEnv({ ...good, API_ALLOWED_ORIGINS: '*' })).toThrow('cannot be *: sessions');
  });

  it('accepts random secrets in hex and base64', () => {
    for (let i = 0; i < 2_000; i += 1) {
      const bytes = randomBytes(32);
      for (const secret of [bytes.toString('hex').slice(0, 32), bytes.toString('base64')]) {
        expect(parseEnv({ NEXTAUTH_SECRET: secret }).authSecret).toBe(secret);
      }
    }
  });

  it('accepts GEPETTO_SANDBOX, and rejects it if the key contradicts it', () => {
    const key = { GEPETTO_API_KEY: 'canary-key-value' };
    expect(parseEnv({ ...good, GEPETTO_SANDBOX: 'true' }).gepetto.apiKey).toBeUndefined();
    expect(parseEnv({ ...good, ...key, GEPETTO_SANDBOX: 'false' }).gepetto.apiKey).toBe(
      key.GEPETTO_API_KEY,
    );
    expect(() => parseEnv({ ...good, GEPETTO_SANDBOX: 'false' })).toThrow('GEPETTO_API_KEY');
    expect(() => parseEnv({ ...good, ...key, GEPETTO_SANDBOX: 'true' })).toThrow('remove one');
  });

  it('ignores a next key that equals the first: it has been promoted', () => {
    const both = { GEPETTO_API_KEY: 'the-same-key', GEPETTO_API_KEY_NEXT: 'the-same-key' };
    expect(parseEnv({ ...good, ...both }).gepetto.nextApiKey).toBeUndefined();
  });

  it('parses the tracing variables and treats the collector’s headers as secrets', () => {
    const env = parseEnv({
      ...good,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example/otlp/',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20canary-credentials, x-team=a',
    });
    expect(env.tracing).toEqual({
      endpoint: 'https://collector.example/otlp',
      headers: { authorization: 'Basic canary-credentials', 'x-team': 'a' },
      serviceName: 'bottega',
    });
    expect(env.secrets).toEqual([SECRET, 'Basic canary-credentials']);
    expect(parseEnv(good).tracing).toBeUndefined();
  });

  it('rejects EMAIL_SERVER without NEXTAUTH_URL', () => {
    const mail = { EMAIL_SERVER: 'smtp://mail.example', EMAIL_FROM: 'a@b.example' };
    expect(() => parseEnv({ ...good, ...mail })).toThrow('NEXTAUTH_URL');
  });
});

describe('parseEnv on Vercel', () => {
  const deployed = {
    ...good,
    VERCEL: '1',
    TURSO_DATABASE_URL: 'libsql://x.turso.io',
    GEPETTO_API_KEY: 'canary-key-value',
    CRON_SECRET: 'canary-0123456789',
    BLOB_READ_WRITE_TOKEN: 'canary-blob-token',
  };
  const { GEPETTO_API_KEY: _, ...keyless } = deployed;

  it('accepts the database under either name', () => {
    expect(parseEnv(deployed).database.url).toBe('libsql://x.turso.io');
    const { TURSO_DATABASE_URL: url, ...rest } = deployed;
    expect(parseEnv({ ...rest, DATABASE_URL: url }).database.url).toBe(url);
  });

  it.each([
    ['DATABASE_URL', { TURSO_DATABASE_URL: undefined }],
    ['DATABASE_URL', { DATABASE_URL: 'file:canary.db' }],
    ['GEPETTO_API_KEY', { GEPETTO_API_KEY: '' }],
    ['GEPETTO_API_KEY', { GEPETTO_API_KEY: '', GEPETTO_SANDBOX: 'false' }],
    ['CRON_SECRET', { CRON_SECRET: '' }],
    ['BLOB_READ_WRITE_TOKEN', { BLOB_READ_WRITE_TOKEN: '' }],
    ['NEXTAUTH_SECRET', { NEXTAUTH_SECRET: undefined }],
  ])('names %s after %j', (name, change) => {
    const act = () => parseEnv({ ...deployed, ...change });
    expect(act).toThrow(name);
    expect(act).not.toThrow('canary');
  });

  it('reports all problems at once', () => {
    const act = () => parseEnv({ VERCEL: '1', NEXTAUTH_SECRET: '' });
    expect(act).toThrow(
      /^NEXTAUTH_SECRET .*\nDATABASE_URL .*\nBLOB_READ_WRITE_TOKEN .*\nGEPETTO_API_KEY .*\nCRON_SECRET /,
    );
  });

  it('uses the sandbox only if GEPETTO_SANDBOX=true', () => {
    expect(() => parseEnv(keyless)).toThrow('GEPETTO_SANDBOX=true');
    expect(parseEnv({ ...keyless, GEPETTO_SANDBOX: 'true' }).gepetto.apiKey).toBeUndefined();
  });
});
