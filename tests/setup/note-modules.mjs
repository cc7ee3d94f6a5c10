import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

// Preloaded into the app (`--import`): records every module that is loaded from then on.
registerHooks({
  load(url, context, next) {
    appendFileSync(process.env.NOTE_MODULES, `${url}\n`);
    return next(url, context);
  },
});
