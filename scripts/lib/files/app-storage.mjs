import { resolve } from 'node:path';
import { databaseUrl } from '../database-file.mjs';
import { ROOT } from '../root.mjs';
import { storageSettings } from './settings.mjs';

/** The settings of the store that the app uses. A folder is absolute. */
export function appStorage() {
  const settings = storageSettings(process.env, databaseUrl());
  return settings.kind === 'folder'
    ? { ...settings, path: resolve(ROOT, settings.path) }
    : settings;
}
