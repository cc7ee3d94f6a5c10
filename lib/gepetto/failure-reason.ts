import { fieldOf, fieldsOf, isObject, type Json } from './json';

/** Longer reasons are cut off, characters. */
const MAX_REASON = 500;
const MAX_DEPTH = 6;
/** Of a longer text only the start is looked at, characters. */
const MAX_TEXT = 4_000;
/** Entries of one list that are joined. */
const MAX_LISTED = 5;

/** Fields that hold a sentence, or lead to one; best first. Written as `namedLike` compares them. */
const REASON_FIELDS = [
  'error',
  'errors',
  'failure',
  'errormessage',
  'errormsg',
  'errortext',
  'failurereason',
  'failreason',
  'failedreason',
  'failuremessage',
  'failuredetails',
  'failurecause',
  'errorreason',
  'reason',
  'message',
  'msg',
  'detail',
  'details',
  'errordescription',
  'errordetail',
  'errordetails',
  'errorinfo',
  'exception',
  'fault',
  'problem',
  'description',
  'explanation',
  'statusmessage',
  'statusreason',
  'statusdetails',
  'cause',
  'moderation',
  'warnings',
  'note',
];

/** Texts and codes inside a failure, which stand in for a sentence where there is none. */
const CODE_FIELDS = ['text', 'title', 'code', 'errorcode', 'errortype', 'type', 'name'];

/** Fields around a reason that do not name it. */
const ENVELOPES = [
  'status',
  'state',
  'data',
  'result',
  'response',
  'output',
  'job',
  'task',
  'payload',
  'meta',
  'metadata',
  'info',
];

/** How programs write that there is nothing. */
const NOTHING = /^(?:null|none|nil|undefined|false|true|n\/?a|-+|\[object object\])$/i;

/** A sentence in one of these fields; a mere number only where there is no sentence. */
const ofField = (value: Json, names: string[], depth: number): string | undefined => {
  let number: string | undefined;
  for (const name of names) {
    const found = reasonIn(fieldOf(value, name), depth);
    if (found !== undefined && !/^\d+$/.test(found)) return found;
    number ??= found;
  }
  return number;
};

/** A text without control characters and line breaks; undefined if nothing is left. */
function sentence(text: string): string | undefined {
  const clean = text
    .slice(0, MAX_TEXT)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return clean === '' || NOTHING.test(clean) ? undefined : clean;
}

function fromText(text: string, depth: number): string | undefined {
  // Some services put the JSON of another one into a text.
  if (/^\s*[{[]/.test(text) && text.length < 20_000) {
    try {
      const inner = reasonIn(JSON.parse(text), depth + 1);
      if (inner !== undefined) return inner;
    } catch {
      // Not JSON: a text like any other.
    }
  }
  return sentence(text);
}

function fromList(list: unknown[], depth: number): string | undefined {
  const found = list.slice(0, MAX_LISTED).flatMap((entry) => reasonIn(entry, depth + 1) ?? []);
  return found.length > 0 ? [...new Set(found)].join('; ') : undefined;
}

function fromObject(value: Json, depth: number): string | undefined {
  return (
    ofField(value, REASON_FIELDS, depth + 1) ??
    ofField(value, CODE_FIELDS, depth + 1) ??
    // `{"errors": {"url": ["is not a picture"]}}`
    fromList(
      fieldsOf(value).flatMap(([, entry]) => (typeof entry === 'number' ? [] : [entry])),
      depth,
    )
  );
}

/** The reason in the value of a field that holds one, nested or listed. */
function reasonIn(value: unknown, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof value === 'string') return fromText(value, depth);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return fromList(value, depth);
  return isObject(value) ? fromObject(value, depth) : undefined;
}

/** A reason of the form `failed: no room in the picture` in the status itself. */
function fromStatus(json: Json): string | undefined {
  const status = fieldOf(json, 'status') ?? fieldOf(json, 'state');
  const match = typeof status === 'string' ? /^[\w -]{3,40}:\s*(\S.*)$/s.exec(status) : null;
  return match?.[1] === undefined ? undefined : sentence(match[1]);
}

/** A sentence in place of the result. */
function textOutput(json: Json): string | undefined {
  const text = [fieldOf(json, 'output') ?? fieldOf(json, 'result')].flat()[0];
  if (typeof text !== 'string' || !/\S\s+\S/.test(text) || /:\/\/|^\s*[{[]/.test(text))
    return undefined;
  return sentence(text);
}

/** The reason of a failure in the JSON of a response, at most 500 characters; null if it names none. */
export function findReason(json: unknown): string | null {
  const found = Array.isArray(json)
    ? fromList(json, 0)
    : isObject(json)
      ? (ofField(json, REASON_FIELDS, 0) ??
        fromEnvelope(json) ??
        fromStatus(json) ??
        textOutput(json) ??
        ofField(json, ['code', 'errorcode', 'errortype'], 0))
      : undefined;
  return found === undefined ? null : [...found].slice(0, MAX_REASON).join('');
}

/** Only fields with a reason's name count in an envelope: a result's other texts are no reason. */
function fromEnvelope(json: Json): string | undefined {
  for (const name of ENVELOPES) {
    const inner = [fieldOf(json, name)].flat().find(isObject);
    const found = inner && ofField(inner, REASON_FIELDS, 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
