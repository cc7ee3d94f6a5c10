import { results } from '@/lib/db';

/** The columns that lead to a result's files, for queries that join `results`. */
export const FILE_COLUMNS = {
  state: results.state,
  folder: results.folder,
  hash: results.hash,
  type: results.type,
  bytes: results.bytes,
};

/** What those columns hold. */
export type FileRow = Pick<typeof results.$inferSelect, keyof typeof FILE_COLUMNS>;

/** A stored result: where its files are, the SHA-256 of the whole picture, its media type and size in bytes. */
export type StoredFiles = { folder: string; hash: string; type: string; bytes: number };

/** @returns null unless the result is stored */
export function toStoredFiles(row: FileRow | null | undefined): StoredFiles | null {
  if (row?.state !== 'stored') return null;
  const { folder, hash, type, bytes } = row;
  if (folder === null || hash === null || type === null || bytes === null) return null;
  return { folder, hash, type, bytes };
}

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
};

/** The extension of a picture's file, without a dot. */
export const extensionOf = (type: string): string => EXTENSIONS[type] ?? 'img';
