import { isModeName, type ModeField, modeRow } from './modes';

/** The longest text of a parameter that the table knows, characters. */
export const MAX_PARAMETER_LENGTH = 200;
/** The longest address of a photo, characters. */
export const MAX_PHOTO_URL_LENGTH = 2_000;
/** All parameters of one job together, characters of JSON. */
export const MAX_PARAMETERS_LENGTH = 16_000;

/** What somebody wants to start, before it is known to be valid. */
export type UncheckedRequest = {
  mode: string;
  /** In Gepetto's names, without `url`, `mask` and `webhook`. The table need not know all of them. */
  parameters: Readonly<Record<string, unknown>>;
  photoId?: string | null | undefined;
  /** The address of a photo that Gepetto can read itself, in place of `photoId`. */
  url?: string | null | undefined;
  maskId?: string | null | undefined;
};

/**
 * What is wrong with a field:
 *
 * - `unknown_mode`, `required`, `both` (of two that exclude each other), `not_taken` (by this mode)
 * - `not_allowed`: a room that the mode does not take; `not_an_option`: not among `values.options`
 * - `not_a_number`, `out_of_range` (`values.min`, `values.max`), `not_a_flag`, `not_a_text`, `not_an_address`
 * - `reserved`: a parameter that this server sets
 * - `too_long` (`values.max` characters)
 */
export type RequestProblem = {
  /** `mode`, `photo`, `mask`, or the name of a parameter. */
  field: string;
  code:
    | 'unknown_mode'
    | 'required'
    | 'both'
    | 'not_taken'
    | 'not_allowed'
    | 'not_an_option'
    | 'not_a_number'
    | 'out_of_range'
    | 'not_a_flag'
    | 'not_a_text'
    | 'not_an_address'
    | 'reserved'
    | 'too_long';
  values: Record<string, string | number>;
};

type Code = RequestProblem['code'];
type Parameters = UncheckedRequest['parameters'];

const problem = (field: string, code: Code, values: RequestProblem['values'] = {}) => [
  { field, code, values },
];

/** Names that this server sets itself. */
const RESERVED = ['url', 'mask', 'webhook'];

const isMissing = (value: unknown) => value === undefined || value === null || value === '';
const list = (options: readonly string[]) => options.join(', ');

function checkText(name: string, value: unknown): RequestProblem[] {
  if (typeof value !== 'string' || value.trim() === '') return problem(name, 'not_a_text');
  const max = MAX_PARAMETER_LENGTH;
  return value.length > max ? problem(name, 'too_long', { max }) : [];
}

function checkRoom(
  field: Extract<ModeField, { kind: 'room' }>,
  parameters: Parameters,
  hasFurniture: boolean,
): RequestProblem[] {
  const value = parameters[field.name];
  if (isMissing(value)) return hasFurniture ? [] : problem(field.name, 'required');
  const wrong = checkText(field.name, value);
  if (wrong.length > 0) return wrong;
  if (!field.only || field.only.includes(String(value))) return [];
  return problem(field.name, 'not_allowed', { value: String(value), options: list(field.only) });
}

function checkRange(
  { name, min, max }: Extract<ModeField, { kind: 'range' }>,
  value: unknown,
): RequestProblem[] {
  if (isMissing(value)) return problem(name, 'required');
  if (typeof value !== 'number' || !Number.isFinite(value)) return problem(name, 'not_a_number');
  return value < min || value > max ? problem(name, 'out_of_range', { min, max }) : [];
}

/** The values that a choice has, given those of the other fields. */
export function optionsOf(
  field: Extract<ModeField, { kind: 'choice' }>,
  parameters: Parameters,
): readonly string[] {
  if (field.name === 'transformation') return field.options;
  const by = parameters[field.by];
  const all = Object.values(field.options).flat();
  return typeof by === 'string' && Object.hasOwn(field.options, by)
    ? (field.options[by] ?? all)
    : all;
}

function checkChoice(
  field: Extract<ModeField, { kind: 'choice' }>,
  parameters: Parameters,
): RequestProblem[] {
  const value = parameters[field.name];
  if (isMissing(value)) return problem(field.name, 'required');
  const options = optionsOf(field, parameters);
  const isOption = typeof value === 'string' && options.includes(value);
  return isOption ? [] : problem(field.name, 'not_an_option', { options: list(options) });
}

function checkField(
  field: ModeField,
  request: UncheckedRequest,
  fields: readonly ModeField[],
): RequestProblem[] {
  const { parameters } = request;
  const value = parameters[field.name];
  switch (field.kind) {
    case 'style':
      return isMissing(value) ? problem(field.name, 'required') : checkText(field.name, value);
    case 'room': {
      const takesFurniture = fields.some(({ kind }) => kind === 'furniture');
      return checkRoom(field, parameters, takesFurniture && !isMissing(parameters.furnitureId));
    }
    case 'furniture':
      if (isMissing(value)) return [];
      if (!isMissing(parameters.roomId)) {
        return problem(field.name, 'both', { first: 'roomId', second: field.name });
      }
      return checkText(field.name, value);
    case 'sky':
      return isMissing(value) ? [] : checkText(field.name, value);
    case 'range':
      return checkRange(field, value);
    case 'flag':
      return value === undefined || typeof value === 'boolean'
        ? []
        : problem(field.name, 'not_a_flag');
    case 'choice':
      return checkChoice(field, parameters);
    case 'mask':
      return [];
  }
}

const isAddress = (text: string) => /^https?:\/\//i.test(text) && URL.canParse(text);

function checkPhoto({ photoId, url, maskId }: UncheckedRequest, takesMask: boolean) {
  const hasPhoto = !isMissing(photoId);
  if (hasPhoto && !isMissing(url))
    return problem('photo', 'both', { first: 'photoId', second: 'url' });
  if (!hasPhoto && isMissing(url)) return problem('photo', 'required');
  if (!hasPhoto && !isAddress(String(url))) return problem('photo', 'not_an_address');
  if (!hasPhoto && String(url).length > MAX_PHOTO_URL_LENGTH) {
    return problem('photo', 'too_long', { max: MAX_PHOTO_URL_LENGTH });
  }
  if (isMissing(maskId)) return [];
  if (!takesMask) return problem('mask', 'not_taken');
  return hasPhoto ? [] : problem('mask', 'not_allowed');
}

/**
 * Everything that is wrong with a request as far as Gepetto's documentation says, field by field; empty if nothing
 * is. What the table does not know is Gepetto's to judge.
 */
export function checkRequest(request: UncheckedRequest): RequestProblem[] {
  const { mode, parameters } = request;
  if (!isModeName(mode)) return problem('mode', 'unknown_mode', { mode: mode.slice(0, 100) });
  const { fields } = modeRow(mode);
  const max = MAX_PARAMETERS_LENGTH;
  return [
    ...checkPhoto(
      request,
      fields.some(({ kind }) => kind === 'mask'),
    ),
    ...fields.flatMap((field) => checkField(field, request, fields)),
    ...RESERVED.filter((name) => Object.hasOwn(parameters, name)).flatMap((name) =>
      problem(name, 'reserved'),
    ),
    ...(JSON.stringify(parameters).length > max ? problem('parameters', 'too_long', { max }) : []),
  ];
}

/** The parameters as they are sent: without fields of the table that were left empty. */
export function parametersToSend({ mode, parameters }: UncheckedRequest): Record<string, unknown> {
  const fields: readonly ModeField[] = isModeName(mode) ? modeRow(mode).fields : [];
  const isKnown = (name: string) => fields.some((field) => field.name === name);
  return Object.fromEntries(
    Object.entries(parameters).filter(([name, value]) => !(isKnown(name) && isMissing(value))),
  );
}
