import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { ms } from './columns';
import { photos } from './jobs';

/**
 * A mask over a photo: a black-and-white PNG of its size, in which white means "change here". It is inverted when it
 * is sent, if black means that upstream. A trigger hands the folder of a deleted row to `unreferenced_files`.
 */
export const masks = sqliteTable(
  'masks',
  {
    id: text('id').primaryKey(),
    photoId: text('photo_id')
      .notNull()
      .references(() => photos.id, { onDelete: 'cascade' }),
    createdAt: ms('created_at').notNull(),
    folder: text('folder').notNull(),
    hash: text('hash').notNull(),
    bytes: integer('bytes').notNull(),
  },
  (t) => [uniqueIndex('masks_once').on(t.photoId, t.hash)],
);
