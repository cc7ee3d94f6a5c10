/** Longer addresses are not read, characters. */
const MAX_URL = 8_192;
/** How deep a picture is searched for in nested lists and objects. */
const MAX_DEPTH = 5;
/** Entries of one list or object that are looked at. */
const MAX_ENTRIES = 100;

const DATA_PICTURE = /^data:image\/(?:png|jpe?g|webp|avif|gif)[^,]{0,100};\s*base64\s*,/i;

/** How the base64 of a picture begins: PNG, JPEG, GIF, WebP. */
const BASE64_PICTURE: [start: string, type: string][] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
];
/** Shorter texts are no picture, characters. */
const MIN_BASE64 = 60;

/** Names that usually hold the result, best first. */
const RESULT_NAMES = [
  'url',
  'uri',
  'href',
  'src',
  'image',
  'image_url',
  'output',
  'result',
  'picture',
  'images',
  'outputs',
  'results',
  'pictures',
  'urls',
  'files',
  'file',
  'data',
  'base64',
  'b64_json',
];
/** Names of pictures that are not the result. */
const OTHER_PICTURES = /thumb|preview|input|original|source|mask|before|webhook|callback|error/i;

/** The fields of a job that may hold its result. Not `url` or `image`: there upstream repeats the input. */
const OUTPUT_FIELDS = [
  'output',
  'outputs',
  'output_url',
  'outputUrl',
  'result',
  'results',
  'result_url',
  'resultUrl',
  'base64',
];

type Json = Record<string, unknown>;
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function httpUrl(text: string): string | undefined {
  if (text.length > MAX_URL || !/^https?:\/\//i.test(text)) return undefined;
  return URL.canParse(text) ? text : undefined;
}

function base64Picture(text: string): string | undefined {
  if (text.length < MIN_BASE64) return undefined;
  const type = BASE64_PICTURE.find(([start]) => text.startsWith(start))?.[1];
  return type && `data:${type};base64,${text}`;
}

/** An http(s) address or a `data:` URI of a picture; undefined for anything else, such as `javascript:`. */
export function readPicture(text: string): string | undefined {
  const trimmed = text.trim();
  if (DATA_PICTURE.test(trimmed)) return trimmed;
  return httpUrl(trimmed) ?? base64Picture(trimmed);
}

function firstIn(values: unknown[], depth: number): string | undefined {
  for (const value of values.slice(0, MAX_ENTRIES)) {
    const found = findPicture(value, depth);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first picture in an output of any shape: a text, a list, an object, or these nested in each other. */
export function findPicture(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return readPicture(value);
  if (depth >= MAX_DEPTH) return undefined;
  if (Array.isArray(value)) return firstIn(value, depth + 1);
  if (!isObject(value)) return undefined;
  const named = RESULT_NAMES.flatMap((name) => (Object.hasOwn(value, name) ? [value[name]] : []));
  const others = Object.entries(value)
    .filter(([name]) => !RESULT_NAMES.includes(name) && !OTHER_PICTURES.test(name))
    .map(([, entry]) => entry);
  return firstIn([...named, ...others], depth + 1);
}

/** The result of a job: an http(s) address or a `data:` URI of a picture; undefined if it has none that can be read. */
export function findOutput(job: Json): string | undefined {
  return firstIn(
    OUTPUT_FIELDS.flatMap((name) => (Object.hasOwn(job, name) ? [job[name]] : [])),
    0,
  );
}
