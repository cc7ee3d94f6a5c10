/** @typedef {import('../files/open.mjs').StoredFile} StoredFile */

/** Rows read at once. */
const PAGE_SIZE = 1_000;
/** Where results are in the store. */
export const PREFIX = 'results/';
/** The widths of thumbnails: THUMBNAIL_WIDTHS in lib/results/model.ts. */
export const WIDTHS = [320, 640, 1280];
const NAMES = ['full', ...WIDTHS.map((width) => `${width}.webp`)];

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
  const sizes = new Map([...rows.keys()].map((folder) => [folder, new Map()]));
  const found = { files: 0, strays: [], withoutPicture: [], withoutThumbnails: [] };
  for await (const file of store.list(PREFIX)) {
    found.files += 1;
    const cut = file.key.lastIndexOf('/');
    const name = file.key.slice(cut + 1);
    const ofRow = sizes.get(file.key.slice(0, cut));
    if (ofRow && NAMES.includes(name)) ofRow.set(name, file.bytes);
    else found.strays.push(file);
  }
  for (const [folder, row] of rows) {
    const fault = faultOf(row, sizes.get(folder));
    if (fault) found[fault].push(row);
  }
  const referenced = [...sizes.values()].filter((ofRow) => ofRow.size > 0).length;
  return { ...found, results: rows.size, referenced };
}
