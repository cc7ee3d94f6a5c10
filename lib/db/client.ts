import 'server-only';
import { openFile } from './file';
import { openRemote } from './remote';
import type { OpenDatabase } from './types';

/**
 * Opens a database: `file:<path>` with better-sqlite3, `libsql://` or `http(s)://` with libSQL's HTTP
 * client. Throws what the driver throws when it cannot.
 */
export function openDatabase(url: string, authToken?: string): Promise<OpenDatabase> {
  const path = /^file:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1];
  return path ? openFile(path) : openRemote(url, authToken);
}
