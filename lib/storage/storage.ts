/** The first and the last byte, counted from 0. */
export type ByteRange = { start: number; end: number };

/** `modifiedAt` is ms UTC, by the store's clock. */
export type StoredFile = { key: string; bytes: number; modifiedAt: number };

/**
 * Where files are kept. A key consists of segments of `a-z 0-9 . _ -`, separated by `/`, and is never a name
 * that a person chose. Every verb throws StorageError.
 */
export type Storage = {
  /** Stores a file whole or not at all, and replaces one of the same key. It is durable on return. */
  put: (key: string, content: Uint8Array, type: string) => Promise<void>;
  /** The content, or the part of it in `range`; null if there is no such file. Cancel the stream to close it. */
  get: (key: string, range?: ByteRange) => Promise<ReadableStream<Uint8Array> | null>;
  /** The size in bytes; null if there is no such file. */
  head: (key: string) => Promise<{ bytes: number } | null>;
  /** Deletes a file; harmless if there is none. */
  delete: (key: string) => Promise<void>;
  /**
   * An address at which anybody can read a file for a time, ms. A folder has none, and a Blob store none that this
   * app uses.
   */
  sign?: (key: string, validMs: number) => Promise<string>;
  /** Throws if nothing can be written now. Only a folder tells without a request to somebody else. */
  assertWritable?: () => Promise<void>;
  /** Every file whose key starts with `prefix`, page by page; also what a killed process has left of a `put`. */
  list: (prefix: string) => AsyncIterable<StoredFile>;
};

const KEY = /^(?:[a-z0-9_-][a-z0-9._-]{0,127}\/){0,4}[a-z0-9_-][a-z0-9._-]{0,127}$/;

export const isKey = (text: string) => KEY.test(text) && !text.includes('..');

/** @throws TypeError for a key that is not one of ours */
export function assertKey(key: string): void {
  if (!isKey(key)) throw new TypeError('Not a key of the storage.');
}
