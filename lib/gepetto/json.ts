export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field's name without case and separators: `error_message`, `errorMessage` and `ErrorMessage` are the same. */
export const namedLike = (name: string): string => name.toLowerCase().replace(/[_\s.-]/g, '');

/** Fields of one object that are looked at: others have no usual name. */
const MAX_FIELDS = 200;

/** The first fields of an object, in order. Unlike `Object.entries` it costs no more for a large one. */
export function fieldsOf(json: Json): [name: string, value: unknown][] {
  const fields: [string, unknown][] = [];
  for (const name in json) {
    if (fields.length === MAX_FIELDS) break;
    fields.push([name, json[name]]);
  }
  return fields;
}

const byName = new WeakMap<Json, Map<string, unknown>>();

/**
 * The value of a field in any spelling of its name; of several, the first that is set.
 * @param name as `namedLike` writes it
 */
export function fieldOf(json: Json, name: string): unknown {
  const known = byName.get(json);
  if (known) return known.get(name);
  const values = new Map<string, unknown>();
  for (const [key, value] of fieldsOf(json)) {
    const like = namedLike(key);
    if ((values.get(like) ?? null) === null) values.set(like, value);
  }
  byName.set(json, values);
  return values.get(name);
}
