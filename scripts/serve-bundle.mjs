// Serves a bundle that `npm run bundle` has made. Only the folder of the database is written to.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, loadAppEnv } from './lib/app-env.mjs';
import { Failure, runMain } from './lib/run.mjs';
import { writeSecrets } from './lib/secrets.mjs';

/** A secret that nobody has set is made once and kept beside the database, as the bundle itself is replaced. */
function haveSecret() {
  if (process.env.NEXTAUTH_SECRET) return;
  const folder = dataFolder();
  const file = join(folder, 'secret.env');
  try {
    mkdirSync(folder, { recursive: true });
    writeSecrets(file);
    // Set to nothing, it would win over the file.
    delete process.env.NEXTAUTH_SECRET;
    process.loadEnvFile(file);
  } catch (error) {
    throw new Failure(
      `${file} cannot be written (${error.code}): set NEXTAUTH_SECRET, or give this user the folder.`,
    );
  }
}

await runMain(async () => {
  loadAppEnv();
  haveSecret();
  await import('./serve.mjs');
});
