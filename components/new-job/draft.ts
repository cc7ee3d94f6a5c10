import type { PhotoView } from '@/lib/photos';
import { isModeName, type ModeName } from '@/lib/submissions/modes';
import { EMPTY_VALUES, type FormValues } from './form-values';

/** Everything that a person has put into the page for new jobs. */
export type Draft = {
  /** Makes the idempotency key: whatever is sent twice from one draft is started once, also from two tabs. */
  id: string;
  photos: PhotoView[];
  mode: ModeName | null;
  values: FormValues;
  /** The mask of each photo that has one, by the photo's id. */
  masks: Readonly<Record<string, string>>;
};

/** A random id. `crypto.randomUUID` exists on https only. */
export function newDraftId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const emptyDraft = (): Draft => ({
  id: newDraftId(),
  photos: [],
  mode: null,
  values: EMPTY_VALUES,
  masks: {},
});

/** Changes with the shape of a draft: older ones are forgotten. */
const VERSION = 1;

export const writeDraft = (draft: Draft): string => JSON.stringify({ version: VERSION, ...draft });

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a kept draft; null if it is none. Whoever can write it can only mislead themselves: its ids are checked by the server. */
export function readDraft(text: string | null): Draft | null {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? '');
  } catch {
    return null;
  }
  if (!isFields(kept) || kept.version !== VERSION || typeof kept.id !== 'string') return null;
  const { id, photos, mode, values, masks } = kept;
  if (!Array.isArray(photos) || !isFields(values) || !isFields(values.fields)) return null;
  return {
    id,
    photos: photos.filter((photo) => isFields(photo) && typeof photo.id === 'string'),
    mode: typeof mode === 'string' && isModeName(mode) ? mode : null,
    values: { fields: values.fields, additional: String(values.additional ?? '') },
    masks: isFields(masks) ? (masks as Draft['masks']) : {},
  };
}
