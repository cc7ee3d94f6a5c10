import { z } from 'zod';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { urlProblem } from '@/lib/webhooks/model';

/** The JSON object of a request. Upstream judges what is in it; `webhook` alone is ours. */
export const callerBody = z.looseObject({
  webhook: z.unknown().optional(),
});

/** What a caller sent, taken apart. */
export type CallerRequest = {
  /** Everything but `webhook`, verbatim. */
  body: Record<string, unknown>;
  callerWebhook: string | undefined;
  /** A photo and a mask of the caller that `url` and `mask` name by our own addresses, which upstream cannot read. */
  photoId: string | null;
  maskId: string | null;
};

const PROBLEMS: Record<NonNullable<ReturnType<typeof urlProblem>>, string> = {
  not_url: 'must be a URL',
  not_https: 'must begin with https://',
  credentials: 'must not contain a name or a password',
  fragment: 'must not contain a #',
  too_long: 'is too long',
};

function webhookIn(value: unknown): string | undefined {
  // Some scripts send an empty one for "none".
  if (value === undefined || value === null || value === '') return undefined;
  const problem =
    typeof value === 'string' ? urlProblem(value, getEnv().webhooksAllowPrivate) : 'not_url';
  if (problem) throw new AppError('invalid_request', `webhook: ${PROBLEMS[problem]}.`);
  return String(value).trim();
}

const PHOTO = /^\/api\/photos\/([\w-]{1,100})\/(?:picture|masks\/([\w-]{1,100}))$/;

function ownPicture(value: unknown, origin: string): RegExpExecArray | null {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  return url?.origin === origin ? PHOTO.exec(url.pathname) : null;
}

/**
 * Reads the body of a request.
 * @param origin of this server, as the caller wrote it
 * @throws AppError `invalid_request` for a webhook that cannot be called, and for a mask of another photo
 */
export function readCallerRequest(
  { webhook, ...body }: z.output<typeof callerBody>,
  origin: string,
): CallerRequest {
  const callerWebhook = webhookIn(webhook);
  const photo = ownPicture(body.url, origin);
  const mask = ownPicture(body.mask, origin);
  const photoId = photo && !photo[2] ? (photo[1] ?? null) : null;
  if (photoId === null) return { body, callerWebhook, photoId: null, maskId: null };
  const maskId = mask?.[2] ?? null;
  if (body.mask !== undefined && (maskId === null || mask?.[1] !== photoId)) {
    throw new AppError(
      'invalid_request',
      'mask: must be a mask of the same photo, like the url. Or send addresses that Gepetto can read for both.',
    );
  }
  // Their addresses end after a day: they are written when the request is sent.
  const { url: _, mask: __, ...rest } = body;
  return { body: rest, callerWebhook, photoId, maskId };
}
