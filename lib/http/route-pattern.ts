function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Where a value stands last among the segments; -1 where it does not. */
function placeOf(segments: string[], value: string): number {
  const at = segments.lastIndexOf(value);
  if (at !== -1) return at;
  return segments.findLastIndex((segment) => decoded(segment) === decoded(value));
}

/**
 * The route that a path belongs to: `/v1/job/[id]` for `/v1/job/abc` with `{id: 'abc'}`. Ids and tokens
 * are what a line about a request must not carry.
 */
export function routePattern(pathname: string, params: object): string {
  const segments = pathname.split('/');
  for (const [name, value] of Object.entries(params).reverse()) {
    const values: string[] = [value].flat();
    const at = placeOf(segments, values.at(-1) ?? '');
    if (at === -1) continue;
    const route = Array.isArray(value) ? `[...${name}]` : `[${name}]`;
    segments.splice(at - values.length + 1, values.length, route);
  }
  return segments.join('/');
}
