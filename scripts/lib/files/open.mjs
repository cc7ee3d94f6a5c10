import { Files } from 'files-sdk';
import { appStorage } from './app-storage.mjs';
import { deleteIn, filesIn } from './folder.mjs';

/**
 * @typedef {{ key: string, bytes: number, modifiedAt: number }} StoredFile
 *
 * @typedef {object} Store
 * @property {string} name for people
 * @property {string} [folder] its absolute path, if it is a folder
 * @property {(prefix: string) => AsyncIterable<StoredFile>} list
 * @property {(key: string) => Promise<Buffer>} read
 * @property {(key: string, content: Buffer, type: string) => Promise<unknown>} put
 * @property {(key: string) => Promise<unknown>} delete
 */

async function adapterOf(settings) {
  if (settings.kind === 'folder') {
    const { fs } = await import('files-sdk/fs');
    return fs({ root: settings.path });
  }
  if (settings.kind === 's3') {
    const { s3Fetch } = await import('files-sdk/s3-fetch');
    const { kind: _, ...options } = settings;
    return s3Fetch(options);
  }
  const { vercelBlob } = await import('files-sdk/vercel-blob');
  return vercelBlob({ token: settings.token, access: 'private' });
}

/** Every file of a bucket or a Blob store, page by page. */
async function* pages(files, prefix) {
  let cursor;
  do {
    const page = await files.list({ prefix, ...(cursor === undefined ? {} : { cursor }) });
    for (const { key, size, lastModified = 0 } of page.items) {
      yield { key, bytes: size, modifiedAt: lastModified };
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** What people call a store. */
const nameOf = (settings) =>
  ({
    folder: () => settings.path,
    s3: () => `the bucket ${settings.bucket}`,
    'vercel-blob': () => 'the Vercel Blob store',
  })[settings.kind]();

/**
 * Opens the store that the app uses, with the same keys. A folder that does not exist is an empty store: the app creates
 * it for the first result.
 * @returns {Promise<Store>}
 */
export async function openStore() {
  const settings = appStorage();
  const folder = settings.kind === 'folder' ? settings.path : undefined;
  const files = new Files({ adapter: await adapterOf(settings), timeout: 60_000, retries: 2 });
  return {
    name: nameOf(settings),
    ...(folder ? { folder } : {}),
    list: (prefix) => (folder ? filesIn(folder, prefix) : pages(files, prefix)),
    read: async (key) => Buffer.from(await (await files.download(key)).arrayBuffer()),
    put: (key, content, type) => files.upload(key, content, { contentType: type }),
    delete: (key) => (folder ? deleteIn(folder, key) : files.delete(key)),
  };
}
