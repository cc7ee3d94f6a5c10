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

// Vercel Blob's client has no codes, and files-sdk looks at names that its errors do not have. Their words are fixed.
const BLOB_DENIED =
  /^Vercel Blob: (?:Access denied|This store does not exist|This store has been suspended|Failed to fetch blob: 40[13]\b)/;
const BLOB_MISSING = /^Vercel Blob: The requested blob does not exist/;

/** An error and what caused it. */
function chainOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let at = error; at instanceof Error && chain.length < 5; at = at.cause) chain.push(at);
  return chain;
}

function codeOf(error: unknown): string {
  for (const at of chainOf(error)) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && !(at instanceof FilesError)) return code;
  }
  return error instanceof FilesError ? error.code : 'unknown';
}

const isDenied = (error: unknown) =>
  (error instanceof FilesError && error.code === 'Unauthorized') ||
  chainOf(error).some(({ message }) => BLOB_DENIED.test(message));

/** Whether the store has no file of this key. */
export const isMissing = (error: unknown) =>
  (error instanceof FilesError && error.code === 'NotFound') ||
  chainOf(error).some(({ message }) => BLOB_MISSING.test(message));

export function toStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const code = codeOf(error);
  if (FULL.has(code)) return new StorageError('full', code, error);
  const denied = DENIED.has(code) || isDenied(error);
  return new StorageError(denied ? 'denied' : 'unavailable', code, error);
}
