import { describe, expect, it } from 'vitest';
import { parseEnv } from '@/lib/env';

const SECRET = 'x'.repeat(32);
const good = { NEXTAUTH_SECRET: SECRET };

describe('parseEnv', () => {
  it('needs nothing but the secret, and then stands on the sandbox and a file', () => {
    const env = parseEnv(good);
    expect(env.gepetto.apiKey).toBeUndefined();
    expect(env.database.url).toBe('file:data/bottega.db');
    expect(env.signUpOpen).toBe(true);
  });

  it('takes an empty variable for one that is not set', () => {
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
    ['GEPETTO_API_KEY', 'k'],
    ['GEPETTO_API_KEY', 'canary-key-value\n'],
    ['GEPETTO_API_KEY', 'canary\nkey-value'],
    ['GEPETTO_API_URL', 'ftp://canary.example'],
    ['DATABASE_URL', 'postgres://canary.example'],
    ['SIGN_UP', 'maybe'],
    ['NEXTAUTH_URL', 'canary'],
    ['GITHUB_CLIENT_ID', 'canary-without-its-secret'],
    ['API_ALLOWED_ORIGINS', '*'],
    ['API_ALLOWED_ORIGINS', 'https://canary.example,*'],
    ['API_ALLOWED_ORIGINS', 'null'],
    ['API_ALLOWED_ORIGINS', 'canary.example'],
    ['API_ALLOWED_ORIGINS', 'https://canary.example/'],
    ['API_ALLOWED_ORIGINS', 'https://*.canary.example'],
    ['API_ALLOWED_ORIGINS', 'file:///canary'],
  ])('refuses %s when it is %j, by name and without its value', (name, value) => {
    const act = () => parseEnv({ ...good, [name]: value });
    expect(act).toThrow(name);
    expect(act).not.toThrow(/canary|x{32}/);
  });

  it('takes a list of origins, and says why there is no *', () => {
    const list = 'https://app.example.com, http://localhost:5173';
    expect(parseEnv({ ...good, API_ALLOWED_ORIGINS: list }).allowedOrigins).toEqual([
      'https://app.example.com',
      'http://localhost:5173',
    ]);
    expect(parseEnv(good).allowedOrigins).toEqual([]);
    expect(() => parseEnv({ ...good, API_ALLOWED_ORIGINS: '*' })).toThrow('cannot be *: sessions');
  });

  it('refuses a file database on Vercel, where it would be lost', () => {
    expect(() => parseEnv({ ...good, VERCEL: '1' })).toThrow('DATABASE_URL');
    const turso = { ...good, VERCEL: '1', TURSO_DATABASE_URL: 'libsql://x.turso.io' };
    expect(parseEnv(turso).database.url).toBe('libsql://x.turso.io');
  });

  it('refuses magic links without a pinned address', () => {
    const mail = { EMAIL_SERVER: 'smtp://mail.example', EMAIL_FROM: 'a@b.example' };
    expect(() => parseEnv({ ...good, ...mail })).toThrow('NEXTAUTH_URL');
  });
});
