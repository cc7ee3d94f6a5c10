/** What a client prefers (RFC 7240): an answer at once, or a longest wait, ms. */
export type Preference = { isAsync: boolean; waitMs: number | null };

/** Reads the header `Prefer`. What is not understood is ignored, as the RFC says. */
export function readPrefer(header: string | null): Preference {
  const preferences = (header ?? '')
    .toLowerCase()
    .split(/[,;]/)
    .map((one) => one.trim());
  const wait = preferences.map((one) => /^wait\s*=\s*"?(\d{1,6})"?$/.exec(one)?.[1]).find(Boolean);
  return {
    isAsync: preferences.includes('respond-async'),
    waitMs: wait === undefined ? null : Number(wait) * 1_000,
  };
}
