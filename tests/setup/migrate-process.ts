// Migrates a database in a separate process: what several instances do at the same moment.
import { MIGRATIONS_FOLDER, migrateOnce, openDatabase } from '@/lib/db';

const database = await openDatabase(process.argv[2] ?? '');
await migrateOnce(database, MIGRATIONS_FOLDER);
database.close();
