import { fieldOf, fieldsOf, isObject, type Json, namedLike } from './json';
import { readPicture, readRelative } from './read-picture';

/** How deep a picture is searched for in nested lists and objects. */
const MAX_DEPTH = 8;
/** Entries of one list or object that are looked at. */
const MAX_ENTRIES = 100;
/** Texts, lists and objects of one job that are looked at. */
const MAX_LOOKS = 5_000;
/** Longer texts are not read as the JSON of an output, characters. */
const MAX_JSON = 100_000;

/** Names that usually hold the result, best first. Written as `namedLike` compares them. */
const RESULT_NAMES = [
  'url',
  'uri',
  'href',
  'src',
  'image',
  'imageurl',
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
  'b64json',
  'renders',
  'artifacts',
  'generated',
];
/** Names of pictures that are not the result, and of addresses that are no picture. */
const NOT_THE_RESULT =
  /thumb|preview|input|original|source|mask|before|webhook|callback|error|^logs?(?:url)?$|docs|^(?:self|next|links?|get|cancel|stream|web)(?:url)?$|statusurl|poll|dashboard|support|help/i;

/** The fields of a job that may hold its result. Not `url` or `image`: there upstream repeats the input. */
const OUTPUT_FIELDS = [
  'output',
  'outputs',
  'outputurl',
  'outputurls',
  'outputimage',
  'outputimageurl',
  'outputimages',
  'result',
  'results',
  'resulturl',
  'resulturls',
  'resultimage',
  'resultimageurl',
  'resultimages',
  'generated',
  'generatedimage',
  'generatedimageurl',
  'generatedimages',
  'renders',
  'artifacts',
  'base64',
  'images',
];
/** Fields around the result that do not name it. */
const ENVELOPES = ['data', 'response', 'payload', 'job', 'task', 'prediction'];

/** Searches one job for its picture. */
class PictureSearch {
  #looks = 0;
  readonly #read: (text: string) => string | undefined;

  constructor(read: (text: string) => string | undefined) {
    this.#read = read;
  }

  firstIn(values: unknown[], depth: number): string | undefined {
    for (const value of values.slice(0, MAX_ENTRIES)) {
      const found = this.find(value, depth);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A picture in a text: an address, or the JSON of an output of another shape. */
  #inText(text: string, depth: number): string | undefined {
    const found = this.#read(text);
    if (found !== undefined || text.length > MAX_JSON || !/^\s*[[{"]/.test(text)) return found;
    try {
      return this.find(JSON.parse(text), depth + 1);
    } catch {
      return undefined;
    }
  }

  /** The first picture in an output of any shape: a text, a list, an object, or these nested in each other. */
  find(value: unknown, depth: number): string | undefined {
    this.#looks += 1;
    if (depth >= MAX_DEPTH || this.#looks > MAX_LOOKS) return undefined;
    if (typeof value === 'string') return this.#inText(value, depth);
    if (Array.isArray(value)) return this.firstIn(value, depth + 1);
    if (!isObject(value)) return undefined;
    const named = RESULT_NAMES.flatMap((name) => fieldOf(value, name) ?? []);
    const others = fieldsOf(value).filter(
      ([name]) => !RESULT_NAMES.includes(namedLike(name)) && !NOT_THE_RESULT.test(name),
    );
    const found = this.firstIn(named, depth + 1);
    return (
      found ??
      this.firstIn(
        others.map(([, entry]) => entry),
        depth + 1,
      )
    );
  }
}

function searchWith(read: (text: string) => string | undefined, job: Json): string | undefined {
  const search = new PictureSearch(read);
  const inner = ENVELOPES.map((name) => fieldOf(job, name));
  for (const json of [job, ...inner.filter(isObject)]) {
    const outputs = OUTPUT_FIELDS.map((name) => fieldOf(json, name));
    const found = search.firstIn(outputs, 0);
    if (found !== undefined) return found;
  }
  // `{"data": [{"url": "..."}]}`
  return search.firstIn(inner.filter(Array.isArray), 0);
}

/**
 * The result of a job: an http(s) address or a `data:` URI of a picture; undefined if it has none that can be read.
 * @param base what a relative address is relative to; it counts only where there is no other
 */
export function findOutput(job: Json, base?: string): string | undefined {
  const found = searchWith(readPicture, job);
  if (found !== undefined || base === undefined) return found;
  return searchWith((text) => readRelative(text, base), job);
}
