import type { PhotoView } from '@/lib/photos';
import { checkRequest } from '@/lib/submissions/check-request';
import { MAX_BATCH } from '@/lib/submissions/model';
import { type ModeName, modeRow } from '@/lib/submissions/modes';
import type { Draft } from './draft';
import { type FieldProblem, parametersOf, readAdditional } from './form-values';

/** One job to start, as `POST /api/submissions` takes it. */
export type JobRequest = {
  mode: ModeName;
  parameters: Record<string, unknown>;
  photoId: string;
  maskId?: string;
  label?: string;
};

export type Requests = { requests: JobRequest[]; problems: FieldProblem[] };

const takes = (mode: ModeName, kind: 'style' | 'mask') =>
  modeRow(mode).fields.some((field) => field.kind === kind);

/** The chosen styles; one job without any if there are none, so that the check names the field. */
function stylesOf({ mode, values }: Draft): (string | undefined)[] {
  if (mode === null || !takes(mode, 'style')) return [undefined];
  const ids = [values.fields.styleId ?? []].flat().map(String);
  return ids.length > 0 ? ids : [undefined];
}

/** The mask of a photo, if the mode takes one. */
export function maskOf({ mode, masks }: Draft, photo: Pick<PhotoView, 'id'>): string | undefined {
  return mode !== null && takes(mode, 'mask') ? masks[photo.id] : undefined;
}

/** Tells the jobs of a batch apart in the history; undefined for a single one. */
function labelOf(photo: PhotoView, photos: number, style: string | undefined, styles: number) {
  const parts = [photos > 1 ? photo.name : null, styles > 1 ? style : null];
  const label = parts.filter(Boolean).join(' · ');
  return label === '' ? undefined : label.slice(0, 200);
}

function distinct(problems: readonly FieldProblem[]): FieldProblem[] {
  const byField = new Map(problems.map((problem) => [`${problem.field} ${problem.code}`, problem]));
  return [...byField.values()];
}

/**
 * The jobs of a draft, each photo in each style, and everything that is wrong with it.
 * @param nameOf names a style for the labels of a batch
 */
export function requestsOf(draft: Draft, nameOf: (styleId: string) => string): Requests {
  const { mode, photos, values } = draft;
  if (mode === null) {
    const missing = photos.length === 0 ? ['photo', 'mode'] : ['mode'];
    return { requests: [], problems: missing.map((field) => required(field)) };
  }
  const styles = stylesOf(draft);
  const requests = photos.flatMap((photo) =>
    styles.map((style): JobRequest => {
      const maskId = maskOf(draft, photo);
      const label = labelOf(photo, photos.length, style && nameOf(style), styles.length);
      const fields = { ...values.fields, styleId: style };
      return {
        mode,
        parameters: parametersOf(mode, { ...values, fields }, maskId !== undefined),
        photoId: photo.id,
        ...(maskId && { maskId }),
        ...(label && { label }),
      };
    }),
  );
  const { problem } = readAdditional(mode, values.additional);
  // Without a photo the fields are checked all the same.
  const checked = photos.length > 0 ? requests : [requestWithoutPhoto(draft, mode)];
  const problems = distinct([
    ...checked.flatMap(checkRequest).map(withFieldName),
    ...(problem ? [problem] : []),
    ...(requests.length > MAX_BATCH ? [tooMany(requests.length)] : []),
  ]);
  return { requests, problems };
}

const required = (field: string): FieldProblem => ({ field, code: 'required', values: { field } });

const tooMany = (count: number): FieldProblem => ({
  field: 'batch',
  code: 'too_many',
  values: { count, max: MAX_BATCH },
});

/** The sentence about a missing field depends on the field. */
const withFieldName = (problem: FieldProblem): FieldProblem => ({
  ...problem,
  values: { ...problem.values, field: problem.field },
});

/** What the form says as long as there is no photo. */
export function requestWithoutPhoto(draft: Draft, mode: ModeName): Omit<JobRequest, 'photoId'> {
  const [styleId] = stylesOf(draft);
  const fields = { ...draft.values.fields, styleId };
  return { mode, parameters: parametersOf(mode, { ...draft.values, fields }) };
}

/** cyrb53, a hash of 53 bits: enough to tell the changes of one draft apart. */
function hash(text: string): string {
  let [first, second] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 2654435761);
    second = Math.imul(second ^ unit, 1597334677);
  }
  first =
    Math.imul(first ^ (first >>> 16), 2246822507) ^ Math.imul(second ^ (second >>> 13), 3266489909);
  second =
    Math.imul(second ^ (second >>> 16), 2246822507) ^ Math.imul(first ^ (first >>> 13), 3266489909);
  return (4294967296 * (2097151 & second) + (first >>> 0)).toString(36);
}

/**
 * The idempotency key of what a draft sends. The same draft with the same jobs has the same key, in whichever tab;
 * a draft that was changed after an answer got lost has another one.
 */
export const keyOf = (draft: Pick<Draft, 'id'>, requests: readonly JobRequest[]): string =>
  `form-${draft.id}-${hash(JSON.stringify(requests))}`;
