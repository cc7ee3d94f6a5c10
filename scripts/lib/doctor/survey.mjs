/** @typedef {import('../files/open.mjs').StoredFile} StoredFile */

/** Rows read at once. */
const PAGE_SIZE = 1_000;
/** Where the files of rows are in the store. */
const PREFIXES = ['results/', 'photos/', 'masks/'];
/** The widths of thumbnails: THUMBNAIL_WIDTHS in lib/results/model.ts. */
export const WIDTHS = [320, 640, 1280];
const NAMES = ['full', ...WIDTHS.map((width) => `${width}.webp`)];
const MASK_NAMES = ['white', 'black'];

/**
 * @typedef {{ jobId: string, folder: string, bytes: number, thumbnailBytes: number }} Row a stored result
 *
 * @typedef {object} Survey
 * @property {number} results stored ones
 * @property {number} files in the store
 * @property {number} referenced folders in the store that a row refers to
 * @property {StoredFile[]} strays files that no row refers to
 * @property {Row[]} withoutPicture the picture itself is missing, or has another size than the row says
 * @property {Row[]} withoutThumbnails the same of thumbnails only
 * @property {string[]} lostPhotos the ids of photos and masks with a file that is missing or has another size
 */

/** @returns {Promise<Map<string, Row>>} every stored result, by its folder */
async function storedRows(db) {
  const rows = new Map();
  for (let after = ''; ; ) {
    const page = await db.all(
      `SELECT job_id AS jobId, folder, bytes, thumbnail_bytes AS thumbnailBytes FROM results
       WHERE job_id > ? AND state = 'stored' ORDER BY job_id LIMIT ${PAGE_SIZE}`,
      [after],
    );
    for (const row of page) if (row.folder) rows.set(row.folder, { ...row });
    if (page.length < PAGE_SIZE) return rows;
    after = page.at(-1).jobId;
  }
}

/** @returns {Promise<Map<string, { id: string, bytes: number, thumbnailBytes: number | null }>>} every photo and mask, by its folder */
async function photoRows(db) {
  const rows = new Map();
  for (const [table, thumbnails] of [
    ['photos', 'thumbnail_bytes'],
    ['masks', 'NULL'],
  ]) {
    for (let after = ''; ; ) {
      const page = await db.all(
        `SELECT id, folder, bytes, ${thumbnails} AS thumbnailBytes FROM ${table}
         WHERE id > ? ORDER BY id LIMIT ${PAGE_SIZE}`,
        [after],
      );
      for (const row of page) rows.set(row.folder, { ...row });
      if (page.length < PAGE_SIZE) break;
      after = page.at(-1).id;
    }
  }
  return rows;
}

/** Whether all files of a photo, or of a mask, are there. @param {Map<string, number>} sizes by name */
function isWhole({ bytes, thumbnailBytes }, sizes) {
  if (thumbnailBytes !== null) return faultOf({ bytes, thumbnailBytes }, sizes) === null;
  return MASK_NAMES.reduce((sum, name) => sum + (sizes.get(name) ?? Number.NaN), 0) === bytes;
}

/** What is wrong with the files of a row; null if nothing is. @param {Map<string, number>} sizes by name */
function faultOf({ bytes, thumbnailBytes }, sizes) {
  if (sizes.get('full') !== bytes) return 'withoutPicture';
  const thumbnails = WIDTHS.map((width) => sizes.get(`${width}.webp`) ?? Number.NaN);
  const sum = thumbnails.reduce((total, size) => total + size, 0);
  return sum === thumbnailBytes ? null : 'withoutThumbnails';
}

/**
 * Compares the rows of stored results with the files, and changes nothing. The rows are read first: a file that comes after them is young.
 *
 * @param {import('../open-database.mjs').Database} db
 * @param {import('../files/open.mjs').Store} store
 * @returns {Promise<Survey>}
 */
export async function survey(db, store) {
  const rows = await storedRows(db);
  const photos = await photoRows(db);
  const sizes = new Map([...rows.keys(), ...photos.keys()].map((folder) => [folder, new Map()]));
  const found = { files: 0, strays: [], withoutPicture: [], withoutThumbnails: [], lostPhotos: [] };
  for (const prefix of PREFIXES) {
    for await (const file of store.list(prefix)) {
      found.files += 1;
      const cut = file.key.lastIndexOf('/');
      const name = file.key.slice(cut + 1);
      const ofRow = sizes.get(file.key.slice(0, cut));
      const known = prefix === 'masks/' ? MASK_NAMES : NAMES;
      if (ofRow && known.includes(name)) ofRow.set(name, file.bytes);
      else found.strays.push(file);
    }
  }
  for (const [folder, row] of rows) {
    const fault = faultOf(row, sizes.get(folder));
    if (fault) found[fault].push(row);
  }
  for (const [folder, row] of photos) {
    if (!isWhole(row, sizes.get(folder))) found.lostPhotos.push(row.id);
  }
  const referenced = [...sizes.values()].filter((ofRow) => ofRow.size > 0).length;
  return { ...found, results: rows.size, referenced };
}
