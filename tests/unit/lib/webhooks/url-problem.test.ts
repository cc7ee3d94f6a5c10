import { describe, expect, it } from 'vitest';
import { MAX_URL_LENGTH, urlProblem } from '@/lib/webhooks/model';

describe('the URL of a webhook', () => {
  it.each([
    ['nonsense', 'not_url'],
    ['example.com/hook', 'not_url'],
    ['', 'not_url'],
    ['ftp://x.example/', 'not_https'],
    ['javascript:alert(1)', 'not_https'],
    ['http://x.example/', 'not_https'],
    ['https://user:secret@x.example/', 'credentials'],
    ['https://x.example/#part', 'fragment'],
    [`https://x.example/${'a'.repeat(MAX_URL_LENGTH)}`, 'too_long'],
    ['https://x.example/hook?a=1', null],
    ['  https://x.example/hook\n', null],
  ])('%s: %s', (url, problem) => {
    expect(urlProblem(url, false)).toBe(problem);
  });

  it('may be http where that is allowed', () => {
    expect(urlProblem('http://localhost:9/hook', true)).toBeNull();
    expect(urlProblem('ftp://localhost/', true)).toBe('not_https');
  });
});
