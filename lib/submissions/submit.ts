import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { masks, photos } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { isReachable } from '@/lib/public-address';
import { parametersToSend } from './check-request';
import { insertWishes, type Wish, type WishedBy } from './insert';
import { creditsOf, isModeName } from './modes';
import { toViews } from './read';
import type { SubmissionRequest, SubmissionView } from './schemas';
import { sendSoon } from './send-due';

type SubmitOptions = WishedBy & { requests: SubmissionRequest[] };

const given = (ids: (string | null | undefined)[]) => ids.filter((id): id is string => !!id);

/** @throws AppError `invalid_request` for a photo of somebody else, or a mask of another photo */
async function assertOwn(
  { db }: Pick<Context, 'db'>,
  userId: string,
  requests: Pick<SubmissionRequest, 'photoId' | 'maskId'>[],
): Promise<void> {
  const photoIds = given(requests.map(({ photoId }) => photoId));
  const maskIds = given(requests.map(({ maskId }) => maskId));
  const own = await db
    .select({ photoId: photos.id })
    .from(photos)
    .where(and(eq(photos.userId, userId), inArray(photos.id, photoIds)));
  const ofPhotos = await db
    .select({ maskId: masks.id, photoId: masks.photoId })
    .from(masks)
    .where(inArray(masks.id, maskIds));
  requests.forEach(({ photoId, maskId }, index) => {
    const wrong = (field: string, what: string) =>
      new AppError('invalid_request', `requests.${index}.${field}: ${what}.`);
    if (photoId && !own.some((photo) => photo.photoId === photoId)) {
      throw wrong('photoId', 'is not a photo of yours. It may have been deleted');
    }
    const isOf = ofPhotos.some((mask) => mask.maskId === maskId && mask.photoId === photoId);
    if (maskId && !isOf) throw wrong('maskId', 'is not a mask of this photo');
  });
}

/** @throws AppError `invalid_request` for an address of a private network, which upstream cannot read */
async function assertReachable(
  { gepetto }: Pick<Context, 'gepetto'>,
  requests: Pick<SubmissionRequest, 'url'>[],
): Promise<void> {
  const index = requests.findIndex(({ url }) => url && !isReachable(url));
  // An upstream on this machine or network, as the sandbox is, reads what is there too.
  if (index < 0 || !isReachable(await gepetto.origin())) return;
  throw new AppError(
    'invalid_request',
    `requests.${index}.url: is an address that only this machine or a private network can reach, and Gepetto cannot. Upload the picture instead.`,
  );
}

function toWish(request: SubmissionRequest): Wish {
  const { mode, photoId, url, maskId, label } = request;
  const parameters = parametersToSend(request);
  return {
    mode,
    body: JSON.stringify(photoId ? parameters : { url, ...parameters }),
    photoId: photoId || null,
    maskId: maskId || null,
    label: label || null,
    credits: isModeName(mode) ? creditsOf(mode, !!maskId) : null,
  };
}

/**
 * Puts requests into the queue, all or none. They are sent as soon as the budget and the turn of the user allow.
 * The requests have passed `submissionRequest`.
 * @throws AppError `invalid_request`, `idempotency_conflict`, `allowance_spent`, `too_many_submissions`
 */
export async function submit(
  ctx: Context,
  { requests, ...by }: SubmitOptions,
): Promise<SubmissionView[]> {
  await assertOwn(ctx, by.userId, requests);
  await assertReachable(ctx, requests);
  const rows = await insertWishes(ctx, by, requests.map(toWish), { requests });
  sendSoon(ctx);
  return toViews(ctx, by.userId, rows);
}

type VerbatimOptions = Omit<WishedBy, 'source' | 'run'> & {
  mode: string;
  /** The JSON object for upstream; `webhook` in it is replaced. */
  body: Record<string, unknown>;
  /** Whom to tell when the job has ended. */
  callerWebhook?: string | undefined;
  /** A photo and a mask of the user, in place of `url` and `mask` in the body. */
  photoId?: string | null;
  maskId?: string | null;
};

/**
 * Puts a request of the drop-in into the queue: upstream judges it, not the table of modes.
 * @throws AppError `idempotency_conflict`, `allowance_spent`, `too_many_submissions`
 */
export async function submitVerbatim(
  ctx: Context,
  { mode, body, callerWebhook, photoId = null, maskId = null, ...by }: VerbatimOptions,
): Promise<SubmissionView> {
  await assertOwn(ctx, by.userId, [{ photoId, maskId }]);
  const { webhook: _, ...rest } = body;
  const wish: Wish = {
    mode,
    body: JSON.stringify(rest),
    photoId,
    maskId,
    label: null,
    credits: isModeName(mode) ? creditsOf(mode, !!(maskId ?? body.mask)) : null,
    callerWebhook,
  };
  const rows = await insertWishes(ctx, { ...by, source: 'drop-in' }, [wish], {
    mode,
    body,
    callerWebhook,
    photoId,
    maskId,
  });
  sendSoon(ctx);
  const [view] = await toViews(ctx, by.userId, rows);
  if (!view) throw new Error('A submission was deleted while it was being made.');
  return view;
}
