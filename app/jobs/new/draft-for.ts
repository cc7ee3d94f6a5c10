import 'server-only';
import type { Draft } from '@/components/new-job/draft';
import { EMPTY_VALUES } from '@/components/new-job/form-values';
import { type Prefill, prefillFrom, prefillOf } from '@/components/new-job/prefill';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { getPhoto } from '@/lib/photos';
import { findSubmissionOfJob } from '@/lib/submissions';

type Query = Record<string, string | string[] | undefined>;

const one = (value: string | string[] | undefined): string | undefined =>
  [value].flat()[0]?.slice(0, 128) || undefined;

/** What is gone is not filled in: the form says what is missing. */
const orNull = async <T>(found: Promise<T>): Promise<T | null> =>
  found.catch((error: unknown) => {
    if (error instanceof AppError) return null;
    throw error;
  });

/**
 * The form as an address fills it in: `photo` is the id of a photo; `from` a job that was started here, whose form and
 * photo are taken (with `styles=other` without its style); `result` a job whose result becomes the photo; everything
 * else is the mode and its fields by Gepetto's names, which win.
 */
export async function draftFor(ctx: Context, userId: string, query: Query) {
  const from = one(query.from);
  const submission = from ? await findSubmissionOfJob(ctx, userId, from) : null;
  const before: Prefill | null =
    submission &&
    prefillFrom(submission.mode, submission.parameters, { styles: query.styles === 'other' });
  const named = prefillOf(query);
  const photoId = one(query.photo) ?? submission?.photoId ?? undefined;
  const photo = photoId ? await orNull(getPhoto(ctx, userId, photoId)) : null;
  const draft: Draft = {
    // The browser gives it its own.
    id: '',
    photos: photo ? [photo] : [],
    mode: named?.mode ?? before?.mode ?? null,
    values: {
      fields: { ...before?.values.fields, ...named?.values.fields },
      additional: before?.values.additional ?? EMPTY_VALUES.additional,
    },
    masks:
      photo && submission?.maskId && !one(query.photo) ? { [photo.id]: submission.maskId } : {},
  };
  const useResultOf = one(query.result) ?? null;
  return {
    draft,
    useResultOf,
    prefilled: photo !== null || before !== null || named !== null || useResultOf !== null,
  };
}
