import { type ModeField, type ModeName, modeRow } from '@/lib/submissions/modes';

/**
 * What a person has chosen and typed. `fields` keeps the fields of every mode that was looked at, by Gepetto's names:
 * a change of the mode loses nothing. Only those of the chosen mode are sent.
 */
export type FormValues = {
  fields: Readonly<Record<string, unknown>>;
  /** The additional parameters as typed: JSON, or nothing. */
  additional: string;
};

export const EMPTY_VALUES: FormValues = { fields: {}, additional: '' };

/** What is wrong with a field: `code` has its sentence in `newJob.problem`. */
export type FieldProblem = {
  field: string;
  code: string;
  values?: Record<string, string | number>;
};

/** The name of the field of the additional parameters, in problems. */
export const ADDITIONAL = 'additional';

/** What additional parameters may look like. */
export const EXAMPLE = '{"scale": 2}';

/** Parameters that Bottega writes itself. */
const OURS = ['url', 'mask', 'webhook'];

/** What a field holds: what was chosen, or what it begins with. Undefined for nothing. */
export function fieldValue(field: ModeField, values: FormValues): unknown {
  const value = values.fields[field.name];
  // What was deleted stays empty, and is named; what was never touched begins with its first value.
  if (value !== undefined) return value === '' ? undefined : value;
  return 'initial' in field ? field.initial : undefined;
}

/** The options of a choice, which may depend on another field. */
export function optionsOf(
  field: Extract<ModeField, { kind: 'choice' }>,
  values: FormValues,
): readonly string[] {
  if (!('by' in field)) return field.options;
  return field.options[String(values.fields[field.by])] ?? [];
}

type Additional = { parameters: Record<string, unknown>; problem: FieldProblem | null };

/** The additional parameters, or what is wrong with them. */
export function readAdditional(mode: ModeName, text: string): Additional {
  const wrong = (code: string, values?: FieldProblem['values']): Additional => ({
    parameters: {},
    problem: { field: ADDITIONAL, code, ...(values && { values }) },
  });
  if (text.trim() === '') return { parameters: {}, problem: null };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return wrong('not_json', { example: EXAMPLE });
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return wrong('not_object', { example: EXAMPLE });
  const names = Object.keys(json);
  const ours = names.find((name) => OURS.includes(name));
  if (ours) return wrong('ours', { name: ours });
  const twice = names.find((name) => modeRow(mode).fields.some((field) => field.name === name));
  if (twice) return wrong('twice', { name: twice });
  return { parameters: json as Record<string, unknown>, problem: null };
}

/** The parameters of a mode in Gepetto's names, without the photo and the mask. Fields that hold nothing are left out. */
export function parametersOf(
  mode: ModeName,
  values: FormValues,
  hasMask = false,
): Record<string, unknown> {
  const { fields } = modeRow(mode);
  const mask = fields.find((field) => field.kind === 'mask');
  const overridden: readonly string[] = hasMask && mask ? mask.overrides : [];
  const chosen = fields.flatMap((field) => {
    if (field.kind === 'mask' || overridden.includes(field.name)) return [];
    const value = fieldValue(field, values);
    return value === undefined ? [] : [[field.name, value] as const];
  });
  return { ...Object.fromEntries(chosen), ...readAdditional(mode, values.additional).parameters };
}

/** The form for parameters that were sent before: what the mode's fields do not take is additional. */
export function formValuesOf(mode: ModeName, parameters: Record<string, unknown>): FormValues {
  const own = new Set<string>(modeRow(mode).fields.map(({ name }) => name));
  const entries = Object.entries(parameters).filter(([name]) => !OURS.includes(name));
  const additional = entries.filter(([name]) => !own.has(name));
  return {
    fields: Object.fromEntries(entries.filter(([name]) => own.has(name))),
    additional:
      additional.length > 0 ? JSON.stringify(Object.fromEntries(additional), null, 2) : '',
  };
}
