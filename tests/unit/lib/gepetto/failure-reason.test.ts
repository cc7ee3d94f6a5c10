import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseErrorText, parseFailure } from '@/lib/gepetto/contract';

describe('the reason of a failure', () => {
  const why = 'There is no room in the picture.';
  it.each([
    [{ error: why }],
    [{ error: { message: why, code: 'E42' } }],
    [{ error: { code: 'E42', detail: why } }],
    [{ error: { error: { msg: why } } }],
    [{ error: [{ message: why }] }],
    [{ error: JSON.stringify({ message: why }) }],
    [{ error: true, message: why }],
    [{ error: {}, message: why }],
    [{ error: '', detail: why }],
    [{ message: why }],
    [{ detail: why }],
    [{ detail: [{ loc: ['body', 'url'], msg: why, type: 'value_error' }] }],
    [{ errors: [why] }],
    [{ errors: [{ message: why }, { message: why }] }],
    [{ errors: { url: [why] } }],
    [{ reason: why }],
    [{ fail_reason: why }],
    [{ failure_reason: why }],
    [{ failureReason: { text: why } }],
    [{ errorMessage: why }],
    [{ error_message: why }],
    [{ failure: { cause: why } }],
    [{ output: null, data: { error: { reason: why } } }],
    [{ status: `failed: ${why}` }],
    [{ message: `  There is no\n room in\u0000 the picture. ` }],
    [{ Error: why }],
    [{ ErrorMessage: why }],
    [{ 'error-description': why }],
    [{ error: 1, message: why }],
    [{ error: 'null', message: why }],
    [{ error: '[object Object]', message: why }],
    [{ exception: { message: why } }],
    [{ errorDetails: { message: why } }],
    [{ statusReason: why }],
    [{ status: { state: 'failed', reason: why } }],
    [{ moderation: { reason: why } }],
    [{ task: { error: why } }],
    [{ output: why }],
  ])('is found in %j', (body) => {
    expect(parseFailure(JSON.stringify({ status: 'failed', ...body }))).toBe(why);
  });

  it.each([
    ['{"error":{"code":"NO_ROOM"}}', 'NO_ROOM'],
    ['{"error":{"code":42}}', '42'],
    ['{"errors":["a","b"]}', 'a; b'],
    ['{"status":"failed","code":"NO_ROOM"}', 'NO_ROOM'],
    ['{"status":"failed"}', null],
    ['{"status":"failed","output":{"url":"https://a.example/"}}', null],
    ['{"status":"failed","error":null,"message":" "}', null],
    ['x', null],
    ['7', null],
  ])('of %s is %s', (body, reason) => {
    expect(parseFailure(body)).toBe(reason);
  });

  it('is bounded and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 10 }), (value) => {
        expect((parseFailure(JSON.stringify(value)) ?? '').length).toBeLessThanOrEqual(1_000);
      }),
    );
    const deep = `${'{"error":'.repeat(50_000)}"x"${'}'.repeat(50_000)}`;
    expect(parseFailure(deep)).toBeNull();
  });
});

describe("upstream's words in an error", () => {
  it.each([
    ['{"message":"You have no credits left."}', 'You have no credits left.'],
    ['No credits', 'No credits'],
    ['<html><body>502</body></html>', undefined],
    ['{}', undefined],
    ['', undefined],
  ])('of %s are %s', (body, text) => {
    expect(parseErrorText(body)).toBe(text);
  });
});
