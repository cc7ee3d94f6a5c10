type Security = Record<string, string[]>[];
type Operation = { security?: Security };

/** The part of the OpenAPI document that is used here. */
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, unknown> };
};

const isNoSession = (way: Security[number]) => !('session' in way);

/**
 * Fetches the OpenAPI document for the viewer, without the session scheme: scripts cannot set that cookie, so
 * a field for it would be useless.
 */
export async function fetchViewerSpec(): Promise<Document> {
  const response = await fetch('/api/openapi.json');
  if (!response.ok) throw new Error(`The OpenAPI document could not be loaded: ${response.status}`);
  const spec: Document = await response.json();
  delete spec.components.securitySchemes.session;
  for (const operations of Object.values(spec.paths)) {
    for (const operation of Object.values(operations)) {
      if (operation.security) operation.security = operation.security.filter(isNoSession);
    }
  }
  return spec;
}
