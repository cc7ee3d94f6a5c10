import 'server-only';
import { log } from '@/lib/log';
import { StorageError } from '@/lib/storage';

/**
 * What `read` makes of a stored picture; null if the store has lost the file or fails. It is logged, and the picture
 * is then requested upstream as if it had not been copied.
 */
export async function readable<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    const found = await read();
    if (found === null) log().error('a stored picture has no file');
    return found;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    log().error({ fault: error.fault, code: error.code }, 'a stored picture could not be read');
    return null;
  }
}
