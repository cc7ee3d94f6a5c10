/**
 * A value that exists once per process. Next bundles instrumentation and routes separately, so that a
 * module is loaded several times, each with its own variables.
 *
 * @param name unique in the app
 * @param create called on first use
 */
export function singleton<T>(name: string, create: () => T): T {
  const shared = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`bottega.${name}`);
  const existing = shared[key];
  if (existing !== undefined) return existing;
  const created = create();
  shared[key] = created;
  return created;
}
