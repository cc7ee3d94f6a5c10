import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The package, by the name that a build gives it: with a hash. */
const DRIZZLE = /^drizzle-orm(?:-[0-9a-f]+)?(?:\/|$)/;

/**
 * Loads Drizzle as CommonJS from here on, where it is there as that: a bundle has the ES modules alone. Node 24 reads the
 * 180 kB of its package.json anew for each of the hundred of them, a quarter of the time that the app takes to start.
 */
export function loadDrizzleAsCommonJs() {
  registerHooks({
    resolve(specifier, context, next) {
      if (!DRIZZLE.test(specifier)) return next(specifier, context);
      // `next` writes into the context.
      const own = { ...context };
      try {
        const found = next(specifier, { ...own, conditions: ['node', 'require'] });
        if (existsSync(fileURLToPath(found.url))) return found;
      } catch {}
      return next(specifier, own);
    },
  });
}
