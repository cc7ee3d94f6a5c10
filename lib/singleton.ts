/**
 * A value that exists once a process. Next bundles instrumentation and routes apart, each with module
 * state of its own: what must be one for both lives here.
 *
 * @param name tells it from all others
 * @param make is called at the first use
 */
export function singleton<T>(name: string, make: () => T): T {
  const shared = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`bottega.${name}`);
  const known = shared[key];
  if (known !== undefined) return known;
  const made = make();
  shared[key] = made;
  return made;
}
