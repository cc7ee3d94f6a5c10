import { afterEach, describe, expect, it, vi } from 'vitest';

/** The relying party of a request with these headers, in a process with this NEXTAUTH_URL. */
async function partyOf(headers: Record<string, string>, publicUrl?: string) {
  vi.resetModules();
  vi.stubEnv('NEXTAUTH_URL', publicUrl);
  const { requestOrigin } = await import('@/lib/auth/forwarded-headers');
  const { relyingParty } = await import('@/lib/passkeys/relying-party');
  return relyingParty(requestOrigin(new Headers(headers)));
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

describe('the relying party of a passkey', () => {
  it('is the host of the request: on this machine, and on a preview', async () => {
    const local = { host: 'localhost:3000', 'x-forwarded-proto': 'http' };
    expect(await partyOf(local)).toEqual({ id: 'localhost', origin: 'http://localhost:3000' });
    const host = 'bottega-git-passkeys-team.vercel.app';
    const preview = { host, 'x-forwarded-proto': 'https' };
    expect(await partyOf(preview)).toEqual({ id: host, origin: `https://${host}` });
  });

  it('is that of NEXTAUTH_URL, whatever a request or a proxy says', async () => {
    const headers = {
      host: '10.0.0.7:3000',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
    };
    expect(await partyOf(headers, 'https://bottega.example.com')).toEqual({
      id: 'bottega.example.com',
      origin: 'https://bottega.example.com',
    });
  });

  it('is none for a request without a valid host', async () => {
    await expect(partyOf({ host: 'a b' })).rejects.toMatchObject({ code: 'invalid_request' });
  });
});
