import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { PHOTO_SOURCES } from '../../photos/model';
import { users } from './auth';
import { ms } from './columns';
import { jobs } from './jobs';

/**
 * A picture that a person starts from: upright, in sRGB, without metadata. The same picture twice is one row. Its
 * files are in `folder` as those of a result. A trigger hands the folder of a deleted row to `unreferenced_files`.
 */
export const photos = sqliteTable(
  'photos',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: ms('created_at').notNull(),
    /** When it was last uploaded or used: the order of the library. */
    usedAt: ms('used_at').notNull(),
    /** What its owner calls it, at first the name of the file without its ending; null without one. */
    name: text('name'),
    source: text('source', { enum: PHOTO_SOURCES }).notNull(),
    /** The job whose result it is; null for every other source. */
    fromJobId: text('from_job_id').references(() => jobs.id, { onDelete: 'set null' }),
    /** Where its files are in the storage: `photos/<random>`, without a slash at the end. */
    folder: text('folder').notNull(),
    /** SHA-256 of the stored picture, hex. */
    hash: text('hash').notNull(),
    type: text('type').notNull(),
    bytes: integer('bytes').notNull(),
    thumbnailBytes: integer('thumbnail_bytes').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    /** Base64. */
    thumbHash: text('thumb_hash').notNull(),
  },
  (t) => [
    uniqueIndex('photos_once').on(t.userId, t.hash),
    index('photos_library').on(t.userId, t.usedAt, t.id),
    index('photos_from_job').on(t.fromJobId).where(sql`${t.fromJobId} IS NOT NULL`),
  ],
);

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
