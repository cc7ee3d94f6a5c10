/** An answer with a JSON body. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store', ...headers } });
}

/** An error answer. Upstream's error bodies are undocumented; this shape is the stand-in's own. */
export function refuse(status: number, error: string, headers?: Record<string, string>): Response {
  return json(status, { error }, headers);
}
