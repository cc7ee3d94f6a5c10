import { isModeName, MODES, type ModeField, type ModeName, modeRow } from '@/lib/submissions/modes';
import { type FormValues, formValuesOf } from './form-values';

/** What an address of the page fills in: `?mode=redesign&styleId=modern&creativity=12`. */
export type Prefill = { mode: ModeName | null; values: FormValues };

type Query = Record<string, string | string[] | undefined>;

/** A text of a query as the field's own type. What does not fit stays a text, and is named at the field. */
function typed(field: ModeField, text: string): unknown {
  if (field.kind === 'range')
    return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
  if (field.kind === 'flag') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

/** All fields of all modes, by name. */
const FIELDS = new Map<string, ModeField>(
  MODES.flatMap((mode) => mode.fields.map((field: ModeField) => [field.name, field] as const)),
);

/** Reads the fields in a query, and the mode. Several `styleId` choose several styles. Null if there is nothing of it. */
export function prefillOf(query: Query): Prefill | null {
  const [named] = [query.mode].flat();
  const mode = named !== undefined && isModeName(named) ? named : null;
  const fields = Object.entries(query).flatMap(([name, value]) => {
    const field = FIELDS.get(name);
    const texts = [value ?? []].flat().map((text) => text.slice(0, 128));
    if (!field || field.kind === 'mask' || texts.length === 0) return [];
    return [[name, field.kind === 'style' ? texts : typed(field, texts[0] ?? '')]];
  });
  if (mode === null && fields.length === 0) return null;
  return { mode, values: { fields: Object.fromEntries(fields), additional: '' } };
}

/** The form that started a job, to start another like it. */
export function prefillFrom(
  mode: string,
  parameters: Record<string, unknown>,
  other: { styles: boolean },
): Prefill | null {
  if (!isModeName(mode)) return null;
  const values = formValuesOf(mode, parameters);
  const { styleId } = values.fields;
  const styles = other.styles ? [] : [styleId ?? []].flat();
  const takesStyle = modeRow(mode).fields.some(({ kind }) => kind === 'style');
  return {
    mode,
    values: takesStyle ? { ...values, fields: { ...values.fields, styleId: styles } } : values,
  };
}
