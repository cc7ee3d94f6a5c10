/** The largest request body that is read, bytes. */
const limit = 64 * 1024;

export type Body = { ok: true; value: unknown } | { ok: false; status: 400 | 413; error: string };

async function readBytes(request: Request): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    // Counted while it arrives: a Content-Length may be absent or wrong.
    if (size > limit) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Reads a JSON body of at most 64 KB. Never throws: a torn or unreadable body is a 400. */
export async function readJsonBody(request: Request): Promise<Body> {
  try {
    const bytes = await readBytes(request);
    if (!bytes) return { ok: false, status: 413, error: 'The body is larger than 64 KB.' };
    return { ok: true, value: JSON.parse(bytes.toString('utf8')) };
  } catch {
    return { ok: false, status: 400, error: 'The body is not valid JSON.' };
  }
}
