// vercel.json runs this instead of "next build": checks the configuration first, so that a deployment which
// would lose data fails. Needs --conditions=react-server: "server-only" throws without it.
import { build } from './lib/build.mjs';
import { Failure, runMain } from './lib/run.mjs';

await runMain(async () => {
  const { ConfigurationError, parseEnv } = await import('../lib/env.ts');
  try {
    parseEnv(process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new Failure(
      `Bottega is not configured. Set these variables in the settings of the Vercel project, then deploy again.\n${error.message}`,
    );
  }
  await build({ env: process.env });
});
