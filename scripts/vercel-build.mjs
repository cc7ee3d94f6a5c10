// What vercel.json runs in the place of "next build": refuses a configuration that could only lose data, then
// builds. Started with --conditions=react-server, without which "server-only" lets no plain process in.
import { build } from './lib/build.mjs';
import { Failure, runMain } from './lib/run.mjs';

await runMain(async () => {
  const { ConfigurationError, parseEnv } = await import('../lib/env.ts');
  try {
    parseEnv(process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new Failure(
      `Bottega is not set up. Set the variables in the project's settings and deploy again.\n${error.message}`,
    );
  }
  await build({ env: process.env });
});
