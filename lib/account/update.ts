import 'server-only';
import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { users } from '@/lib/db';
import { LOCALES, type Locale } from '@/lib/i18n/model';
import { visibleOrNull } from '@/lib/visible-text';
import type { AccountChange } from './schemas';

/** Changes what is named of a user. A blank name, of the user or their studio, is removed. */
export async function updateAccount(
  { db }: Pick<Context, 'db'>,
  userId: string,
  { name, studioName, ...others }: AccountChange,
): Promise<void> {
  const change = {
    ...others,
    ...(name !== undefined && { name: visibleOrNull(name) }),
    ...(studioName !== undefined && { studioName: visibleOrNull(studioName) }),
  };
  if (Object.values(change).every((value) => value === undefined)) return;
  await db.update(users).set(change).where(eq(users.id, userId));
}

/** Stores the language in which a user signed in, for emails to them, unless one is stored. */
export async function learnLocale(
  { db }: Pick<Context, 'db'>,
  userId: string,
  locale: Locale,
): Promise<void> {
  await db
    .update(users)
    .set({ locale })
    .where(and(eq(users.id, userId), isNull(users.locale)));
}

/** The language of emails to a user. */
export function mailLocale(stored: string | null): Locale {
  return LOCALES.find((known) => known === stored) ?? LOCALES[0];
}
