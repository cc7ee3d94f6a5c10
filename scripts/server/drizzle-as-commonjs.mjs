import { registerHooks } from 'node:module';

/** The package, by the name that a build gives it: with a hash. */
const DRIZZLE = /^drizzle-orm(?:-[0-9a-f]+)?(?:\/|$)/;

/**
 * Loads Drizzle as CommonJS from here on. Node 24 reads the 180 kB of its package.json anew for each of its hundred ES
 * modules, a quarter of the time that the app takes to start.
 */
export function loadDrizzleAsCommonJs() {
  registerHooks({
    resolve: (specifier, context, next) =>
      next(
        specifier,
        DRIZZLE.test(specifier) ? { ...context, conditions: ['node', 'require'] } : context,
      ),
  });
}
