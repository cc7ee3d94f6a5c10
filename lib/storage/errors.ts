import { FilesError } from 'files-sdk';

/** Why a file cannot be stored or read: `full`, `denied` (rights or credentials), or `unavailable`. */
export type StorageFault = 'full' | 'denied' | 'unavailable';

/** A store failed. Its message names no key, path or credential. */
export class StorageError extends Error {
  readonly fault: StorageFault;
  /** The driver's code, for the log, such as `ENOSPC`. */
  readonly code: string;

  constructor(fault: StorageFault, code: string, cause?: unknown) {
    super(`The storage failed (${fault}, ${code}).`, { cause });
    this.name = 'StorageError';
    this.fault = fault;
    this.code = code;
  }
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const DENIED = new Set(['EACCES', 'EPERM', 'EROFS']);

function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && !(at instanceof FilesError)) return code;
  }
  return error instanceof FilesError ? error.code : 'unknown';
}

/** Whether the store has no file of this key. */
export const isMissing = (error: unknown) =>
  error instanceof FilesError && error.code === 'NotFound';

export function toStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const code = codeOf(error);
  if (FULL.has(code)) return new StorageError('full', code, error);
  const denied = DENIED.has(code) || (error instanceof FilesError && error.code === 'Unauthorized');
  return new StorageError(denied ? 'denied' : 'unavailable', code, error);
}
