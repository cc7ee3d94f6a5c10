function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * The route that a path belongs to: `/v1/job/[id]` for `/v1/job/abc` with `{id: 'abc'}`. Ids and tokens
 * are what a line about a request must not carry.
 */
export function routePattern(pathname: string, params: object): string {
  const segments = pathname.split('/');
  for (const [name, value] of Object.entries(params).reverse()) {
    const values = [value].flat().map((part) => decoded(String(part)));
    const at = segments.findLastIndex((segment) => values.includes(decoded(segment)));
    if (at === -1) continue;
    segments.splice(
      at - values.length + 1,
      values.length,
      Array.isArray(value) ? `[...${name}]` : `[${name}]`,
    );
  }
  return segments.join('/');
}
