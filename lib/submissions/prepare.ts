import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { users } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { addressesForUpstream } from '@/lib/photos';
import { publicOrigin } from '@/lib/public-address';
import { HOOK_PATH, hookSecret } from './hook-secret';
import { parametersOf, type SubmissionRow } from './rows';

/** What is sent for a submission: the body of the request, and the secret in the webhook address in it. */
export type Prepared = { body: Record<string, unknown>; secret: string };

async function maskColourOf({ db }: Pick<Context, 'db'>, userId: string) {
  const [user] = await db
    .select({ maskColour: users.maskColour })
    .from(users)
    .where(eq(users.id, userId));
  return user?.maskColour ?? 'white';
}

/** The addresses of photo and mask; null if one of them has been deleted. */
async function addressesOf(ctx: Context, row: SubmissionRow) {
  const { photoId, maskId, origin, userId } = row;
  if (!row.needsPhoto) return {};
  if (photoId === null || (row.needsMask && maskId === null)) return null;
  const maskColour = await maskColourOf(ctx, userId);
  try {
    return await addressesForUpstream(ctx, { photoId, maskId, maskColour, origin });
  } catch (error) {
    if (error instanceof AppError && error.code === 'photo_gone') return null;
    throw error;
  }
}

/**
 * Makes the body of the request for a submission: its parameters, the addresses of its photo and mask, which end after
 * a day, and of our webhook. Null if the photo or the mask has been deleted.
 */
export async function prepare(ctx: Context, row: SubmissionRow): Promise<Prepared | null> {
  const addresses = await addressesOf(ctx, row);
  if (addresses === null) return null;
  const secret = hookSecret(row.id, row.hookHash);
  const webhook = `${publicOrigin(row.origin)}${HOOK_PATH}/${secret}`;
  return { body: { ...parametersOf(row.body), ...addresses, webhook }, secret };
}
