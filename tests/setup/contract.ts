import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import type { Client } from './client';
import { type Described, type Document, describedAnswer, operationsOf, resolved } from './document';

/** Headers that say how an answer travels or what a browser may do with it, or are HTTP's own. */
const NOT_OURS =
  /^(access-control-.+|cache-control|connection|content-(encoding|length|security-policy|type)|cross-origin-opener-policy|date|keep-alive|permissions-policy|referrer-policy|transfer-encoding|vary|x-(content-type|frame)-options)$/;

function mediaTypeFor(content: Described['content'], sent: string | null): string | undefined {
  const type = sent?.split(';')[0]?.trim() ?? '';
  return Object.keys(content ?? {}).find(
    (described) => described === type || described === type.replace(/\/.*/, '/*'),
  );
}

/** Who asks, and with what. */
export type Asker = Pick<Client, 'fetch'>;
export type Asked = {
  /** Path parameters. The default is an id that does not exist. */
  id?: string;
  shareId?: string;
  feedbackId?: string;
  deliveryId?: string;
  maskId?: string;
  query?: string;
  /** Sent as JSON; bytes as they are, with a `content-type` among the headers. */
  body?: unknown;
  headers?: Record<string, string>;
};

/** Holds real answers against an OpenAPI document. */
export class Contract {
  readonly #document: Document;
  readonly #ajv = addFormats.default(new Ajv2020({ allErrors: true, strict: false }));
  /** Which `<operationId> <status>` have been seen. */
  readonly seen = new Set<string>();

  constructor(document: Document) {
    this.#document = document;
  }

  /**
   * Fails unless the document says that this operation may answer so: status, every header that is ours,
   * media type and, for JSON, every field.
   * @returns the body, as text
   */
  async check(method: string, path: string, response: Response): Promise<string> {
    const at = `${method} ${path} ${response.status}`;
    const operation = this.#document.paths[path]?.[method.toLowerCase()];
    const described = operation && describedAnswer(operation, response.status, this.#document);
    const body = await response.text();
    if (!operation || !described) throw new Error(`${at} is not in the document: ${body}`);
    this.seen.add(`${operation.operationId} ${response.status}`);
    this.#checkHeaders(at, described, response.headers);
    if (!described.content) {
      expect(body, `${at} has a body`).toBe('');
      return body;
    }
    const type = mediaTypeFor(described.content, response.headers.get('content-type'));
    expect(type, `${at} is of a media type that is not described`).toBeDefined();
    if (type === 'application/json') {
      const { components } = this.#document;
      const validate = this.#ajv.compile({ ...described.content[type]?.schema, components });
      expect(validate(JSON.parse(body)), `${at} ${body} ${JSON.stringify(validate.errors)}`).toBe(
        true,
      );
    }
    return body;
  }

  #checkHeaders(at: string, { headers: described = {} }: Described, sent: Headers): void {
    const { components } = this.#document;
    const missing = Object.entries(described).filter(
      ([name, header]) => resolved(header, components.headers).required && !sent.has(name),
    );
    expect(missing, `${at} lacks headers`).toEqual([]);
    const known = new Set(Object.keys(described).map((name) => name.toLowerCase()));
    const unknown = [...sent.keys()].filter((name) => !known.has(name) && !NOT_OURS.test(name));
    expect(unknown, `${at} has headers that are not described`).toEqual([]);
  }

  /** Fails if an operation that is meant has shown no success, or needs credentials and has refused nothing. */
  assertSeen(isMeant: (method: string, path: string) => boolean): void {
    const unseen = operationsOf(this.#document).filter(
      ([method, path, { operationId, security }]) => {
        if (!isMeant(method, path)) return false;
        const of = [...this.seen].filter((seen) => seen.startsWith(`${operationId} `));
        const has = (digit: string) => of.some((seen) => seen.split(' ')[1]?.startsWith(digit));
        return !has('2') || (security.length > 0 && !has('4'));
      },
    );
    const missing = unseen.map(([method, path]) => `${method} ${path}`);
    expect(missing, 'operations without a success or without a refusal').toEqual([]);
  }

  /** Asks for an operation, `<METHOD> <path>` as the document has it, and checks the answer. */
  async ask(who: Asker, operation: string, { query = '', body, headers = {}, ...ids }: Asked) {
    const [method = '', path = ''] = operation.split(' ');
    const isFile = body instanceof Uint8Array;
    const sent: Record<string, string> =
      body === undefined || isFile ? {} : { 'content-type': 'application/json' };
    const response = await who.fetch(
      path.replace(/\{(\w+)\}/g, (_, name) => ids[name as keyof typeof ids] ?? `no-${name}`) +
        query,
      {
        method,
        headers: { ...sent, ...headers },
        ...(body === undefined ? {} : { body: isFile ? (body as BodyInit) : JSON.stringify(body) }),
      },
    );
    const text = await this.check(method, path, response);
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      // biome-ignore lint/suspicious/noExplicitAny: its shape has just been checked.
      json: isJson && text ? (JSON.parse(text) as any) : undefined,
    };
  }
}
