import { defineConfig } from 'drizzle-kit';
import { drizzleKitConfig, refusePush } from './scripts/lib/database-file.mjs';
import { loadEnvFiles } from './scripts/lib/env-files.mjs';

// The commands that open a database (studio, push) use the app's own, as DATABASE_URL or an .env file names it.
loadEnvFiles();
refusePush(process.argv);

export default defineConfig(drizzleKitConfig());
