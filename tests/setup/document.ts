type Schema = Record<string, unknown>;
type Ref = { $ref: string };
export type Described = {
  description: string;
  headers?: Record<string, { required?: boolean } | Ref>;
  content?: Record<string, { schema?: Schema }>;
};
type Operation = {
  operationId: string;
  tags: string[];
  security: { token?: string[] }[];
  responses: Record<string, Described | Ref>;
  requestBody?: { required: boolean };
};
export type Document = {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    headers: Record<string, { required?: boolean }>;
    responses: Record<string, Described>;
  };
};

/** Every operation of a document as `[method, path, operation]`, the method in capitals. */
export function operationsOf({ paths }: Document): [string, string, Operation][] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, string, Operation] => [
      method.toUpperCase(),
      path,
      operation,
    ]),
  );
}

/** A part of a document itself, where it only names one of the components. */
export function resolved<T extends object>(described: T | Ref, components: Record<string, T>): T {
  if (!('$ref' in described)) return described;
  const name = described.$ref.split('/').at(-1) ?? '';
  const component = components[name];
  if (!component) throw new Error(`${described.$ref} is not in the document.`);
  return component;
}

/** What the document says of an answer of this status; undefined where it says nothing. */
export function describedAnswer(
  { responses }: Operation,
  status: number,
  { components }: Document,
): Described | undefined {
  const described = responses[status] ?? responses[`${Math.floor(status / 100)}XX`];
  return described && resolved(described, components.responses);
}
