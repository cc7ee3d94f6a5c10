// Serves a bundle (npm run bundle). Writes only into the folder of the database.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './lib/database-file.mjs';
import { loadEnvFiles } from './lib/env-files.mjs';
import { Failure, runMain } from './lib/run.mjs';
import { ensureSecret } from './lib/secrets.mjs';

/** If no secret is set, generates one and keeps it beside the database, because bundles are replaced. */
function loadSecret() {
  if (process.env.NEXTAUTH_SECRET) return;
  const folder = dataFolder();
  const file = join(folder, 'secret.env');
  try {
    mkdirSync(folder, { recursive: true });
    ensureSecret(file);
    // An empty variable would take precedence over the file.
    delete process.env.NEXTAUTH_SECRET;
    process.loadEnvFile(file);
  } catch (error) {
    throw new Failure(
      `${file} cannot be written (${error.code}). Set NEXTAUTH_SECRET, or let this user write to the folder.`,
    );
  }
}

await runMain(async () => {
  loadEnvFiles();
  loadSecret();
  await import('./serve.mjs');
});
