import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { requestProblem } from './request-problem';

/** The longest time a body may take to arrive, ms. */
const MAX_BODY_MS = 10_000;
/** The longest time a file may take to arrive, ms: as long as the server in front allows any request. */
const MAX_UPLOAD_MS = 30_000;
/** The largest JSON body, bytes. */
const MAX_JSON_BYTES = 64 * 1024;
/** The largest form, bytes. */
const MAX_FORM_BYTES = 16 * 1024;

/**
 * Parses a value with a schema.
 * @throws AppError `invalid_request` with the message of the first issue
 */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  // The only unknown key that zod's strict objects accept.
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__')) {
    throw new AppError('invalid_request', 'Unrecognized key: "__proto__".');
  }
  const parsed = schema.safeParse(value, { error: requestProblem });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  throw new AppError('invalid_request', `${where}${issue?.message ?? 'is not valid'}.`);
}

/** Whether a parameter may be repeated. */
function isList(schema: z.ZodType, name: string): boolean {
  if (!(schema instanceof z.ZodObject)) return false;
  const field = schema.shape[name];
  return (field instanceof z.ZodOptional ? field.unwrap() : field) instanceof z.ZodArray;
}

/** Whether a schema has nothing to say about a parameter, and takes no offence at it. */
function isIgnored(schema: z.ZodType, name: string): boolean {
  if (!(schema instanceof z.ZodObject) || schema.def.catchall !== undefined) return false;
  return !Object.hasOwn(schema.shape, name);
}

/**
 * Parses a request's search parameters. A parameter whose schema is an array may be repeated.
 * @throws AppError `invalid_request`
 */
export function readQuery<T extends z.ZodType>(request: Request, schema: T): z.output<T> {
  if (!request.url.includes('?')) return parse(schema, {});
  const { searchParams } = new URL(request.url);
  const names = [...new Set(searchParams.keys())].filter((name) => !isIgnored(schema, name));
  const entries = names.map((name) => {
    const values = searchParams.getAll(name);
    if (isList(schema, name)) return [name, values];
    if (values.length > 1) {
      throw new AppError('invalid_request', `The parameter ${name} is repeated. Send it once.`);
    }
    return [name, values[0]];
  });
  return parse(schema, Object.fromEntries(entries));
}

/** "64 KB", "4.5 MB". */
const sizeOf = (bytes: number) =>
  bytes < 1024 * 1024 ? `${bytes / 1024} KB` : `${bytes / 1024 / 1024} MB`;

/**
 * Reads the rest of a body that is given up. If it was cancelled, Next would destroy the request, and the connection, on
 * which the client may send its next one, would serve no more. The server in front closes it where the rest is long.
 */
async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // The client has left.
  }
}

/**
 * Reads a request's body.
 * @param what the name of the body in messages: "form", "request", "file"
 * @throws AppError `body_too_large`, or `request_timeout` after `maxMs`
 */
async function readBytes(
  request: Request,
  maxBytes: number,
  what: string,
  maxMs = MAX_BODY_MS,
): Promise<Buffer> {
  const reader = request.body?.getReader();
  if (!reader) return Buffer.alloc(0);
  let late = false;
  const deadline = setTimeout(() => {
    late = true;
    void reader.cancel();
  }, maxMs);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (late) {
        throw new AppError(
          'request_timeout',
          `The ${what} took too long to arrive. Send it again.`,
        );
      }
      if (done) return Buffer.concat(chunks);
      size += value.byteLength;
      // Counted: Content-Length may be wrong or missing.
      if (size > maxBytes) {
        void discard(reader);
        const most = sizeOf(maxBytes);
        throw new AppError('body_too_large', `The ${what} is larger than ${most}. Send less.`);
      }
      chunks.push(value);
    }
  } finally {
    clearTimeout(deadline);
  }
}

/** The media type and the charset of a Content-Type header, lower case; UTF-8 if it names none. */
function contentType(request: Request): { type: string; charset: string } {
  const [type = '', ...parameters] = (request.headers.get('content-type') ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((part) => part.startsWith('charset='))?.slice('charset='.length);
  return { type, charset: charset?.replaceAll('"', '') ?? 'utf-8' };
}

/** @throws AppError `unsupported_media_type` */
function assertUncompressed(request: Request, what: string): void {
  const coding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (coding !== 'identity' && coding !== '') {
    throw new AppError('unsupported_media_type', `Send the ${what} without compression.`, {
      accepts: { 'Accept-Encoding': 'identity' },
    });
  }
}

/**
 * Rejects a body that is not plain UTF-8 text of this type (RFC 9110, section 15.5.16).
 * @param what the name of the body in messages: "form", "request"
 * @throws AppError `unsupported_media_type`
 */
function assertReadable(request: Request, expected: string, what: string): void {
  const { type, charset } = contentType(request);
  if (type !== expected || charset !== 'utf-8') {
    throw new AppError('unsupported_media_type', `Send the ${what} as ${expected} in UTF-8.`, {
      accepts: { Accept: expected },
    });
  }
  assertUncompressed(request, what);
}

/** The escape of a surrogate, half of a character: alone it is no text, and a libSQL server refuses the statement. */
const SURROGATE = /\\ud[89a-f]/i;

/** @throws AppError `invalid_request` for a text with half of a character */
function refuseHalves(name: string, value: unknown): unknown {
  if (name.isWellFormed() && (typeof value !== 'string' || value.isWellFormed())) return value;
  throw new AppError(
    'invalid_request',
    'The request contains half of a character (\\ud800 to \\udfff alone). Send whole characters.',
  );
}

/**
 * Reads and parses a JSON body of at most 64 KB. None at all is `undefined` to a schema that is optional.
 * @throws AppError `unsupported_media_type`, `invalid_request` with the message of the first issue,
 *   `body_too_large`, `request_timeout`
 */
export async function readBody<T extends z.ZodType>(
  request: Request,
  schema: T,
): Promise<z.output<T>> {
  const assertJson = () => assertReadable(request, 'application/json', 'request');
  const optional = schema instanceof z.ZodOptional;
  // Without a body its type says nothing: some clients name one all the same.
  if (!optional) assertJson();
  const bytes = await readBytes(request, MAX_JSON_BYTES, 'request');
  if (optional && bytes.length === 0) return parse(schema, undefined);
  if (optional) assertJson();
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text, SURROGATE.test(text) ? refuseHalves : undefined);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      'invalid_request',
      'The request is not valid JSON. Correct it and send it again.',
    );
  }
  return parse(schema, value);
}

const FORM = 'application/x-www-form-urlencoded';

/** Whether a request is what a form without a script sends. */
export const isForm = (request: Request): boolean => contentType(request).type === FORM;

/**
 * Reads an `application/x-www-form-urlencoded` body, of at most 16 KB unless more is allowed.
 * @throws AppError `unsupported_media_type`, `body_too_large`, `request_timeout`
 */
export async function readForm(
  request: Request,
  maxBytes = MAX_FORM_BYTES,
): Promise<URLSearchParams> {
  assertReadable(request, FORM, 'form');
  const bytes = await readBytes(request, maxBytes, 'form');
  return new URLSearchParams(bytes.toString('utf8'));
}

/** A body that is a file. */
export type Upload = {
  /** Media types, where `*` stands for every subtype. Which one it is, its bytes say. */
  types: string[];
  maxBytes: number;
  /** Takes a place before it is read. Returns what frees the place. Throws AppError. */
  begin: (userId: string) => () => void;
};

const matches = (type: string, pattern: string) =>
  pattern.endsWith('/*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;

/**
 * Reads a body that is a file.
 * @throws AppError `unsupported_media_type`, `body_too_large`, `request_timeout`; `invalid_request` if it was cut off
 */
export async function readUpload(
  request: Request,
  { types, maxBytes }: Pick<Upload, 'types' | 'maxBytes'>,
): Promise<Buffer> {
  const { type } = contentType(request);
  if (!types.some((pattern) => matches(type, pattern))) {
    throw new AppError('unsupported_media_type', `Send the file itself as ${types.join(' or ')}.`, {
      accepts: { Accept: types.join(', ') },
    });
  }
  assertUncompressed(request, 'file');
  const bytes = await readBytes(request, maxBytes, 'file', MAX_UPLOAD_MS).catch(
    (error: unknown) => {
      if (error instanceof AppError) throw error;
      throw new AppError('invalid_request', 'The file did not arrive whole. Send it again.');
    },
  );
  return bytes;
}

/**
 * Reads a body of any type as text.
 * @throws AppError `body_too_large`, `request_timeout`
 */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  return (await readBytes(request, maxBytes, 'request')).toString('utf8');
}
