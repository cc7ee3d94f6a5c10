import { beforeEach, describe, expect, it, vi } from 'vitest';

const T0 = Date.UTC(2026, 0, 1);

/** The module as a new page has it. `passed` is the time since the page was opened, ms. */
async function newPage() {
  vi.resetModules();
  let passed = 1_000;
  vi.spyOn(performance, 'now').mockImplementation(() => passed);
  const clock = await import('@/components/ui/server-clock');
  return { ...clock, pass: (ms: number) => (passed += ms) };
}

const dated = (at: number) => new Response(null, { headers: { Date: new Date(at).toUTCString() } });

describe('the clock of the server in the browser', () => {
  beforeEach(() => vi.restoreAllMocks());

  it('does not depend on the clock of the device', async () => {
    for (const wrong of [-86_400_000, 0, 86_400_000]) {
      vi.spyOn(Date, 'now').mockReturnValue(T0 + wrong);
      const { learnRenderedAt, serverNow, pass } = await newPage();
      expect(serverNow(7)).toBe(7);
      learnRenderedAt(T0);
      expect(serverNow()).toBe(T0);
      pass(90_000);
      expect(serverNow()).toBe(T0 + 90_000);
    }
  });

  it('is not set back by a page that says its old time again', async () => {
    const { learnRenderedAt, serverNow, pass } = await newPage();
    learnRenderedAt(T0);
    pass(600_000);
    learnRenderedAt(T0);
    expect(serverNow()).toBe(T0 + 600_000);
  });

  it('goes on after a sleep in which the monotonic clock stood still', async () => {
    const { learnRenderedAt, learnFromResponse, serverNow } = await newPage();
    learnRenderedAt(T0);
    learnFromResponse(dated(T0 + 3_600_000));
    expect(serverNow()).toBe(T0 + 3_600_000);
  });

  it('ignores a slow message and follows a corrected server', async () => {
    const { learnRenderedAt, learnFromResponse, serverNow, pass } = await newPage();
    learnRenderedAt(T0);
    pass(8_000);
    learnFromResponse(dated(T0 + 1_000));
    expect(serverNow()).toBe(T0 + 8_000);
    learnFromResponse(dated(T0 - 3_600_000));
    expect(serverNow()).toBe(T0 - 3_600_000);
  });

  it('ignores a response without a date', async () => {
    const { learnFromResponse, serverNow } = await newPage();
    learnFromResponse(new Response());
    expect(serverNow(5)).toBe(5);
  });
});
