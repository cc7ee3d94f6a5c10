// Lets a plain Node process import the app's TypeScript: node --conditions=react-server --import <this file>.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadDrizzleAsCommonJs } from '../../scripts/server/drizzle-as-commonjs.mjs';

loadDrizzleAsCommonJs();

const root = new URL('../../', import.meta.url);
const SERVER_ONLY = new URL('node_modules/server-only/empty.js', root).href;

registerHooks({
  resolve(specifier, context, next) {
    // Without the condition react-server, which some libraries do without, it would throw.
    // Next has no list of exports: only bundlers find its files without an ending.
    if (specifier === 'server-only') return { url: SERVER_ONLY, shortCircuit: true };
    if (/^next\/[\w-]+$/.test(specifier)) return next(`${specifier}.js`, context);
    if (!/^(@\/|\.{1,2}\/)/.test(specifier)) return next(specifier, context);
    if (context.parentURL?.includes('/node_modules/')) return next(specifier, context);
    const base = specifier.startsWith('@/')
      ? new URL(specifier.slice(2), root)
      : new URL(specifier, context.parentURL);
    const path = fileURLToPath(base);
    const file = [`${path}.ts`, `${path}/index.ts`, path].find((candidate) =>
      existsSync(candidate),
    );
    return next(file ? pathToFileURL(file).href : specifier, context);
  },
});
