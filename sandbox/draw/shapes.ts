/** SVG primitives that every picture is made of. Coordinates are pixels of a 1536 by 1024 canvas. */

export type Point = readonly [number, number];

export function polygon(points: readonly Point[], fill: string, more = ''): string {
  return `<polygon points="${points.map((p) => p.join(',')).join(' ')}" fill="${fill}" ${more}/>`;
}

export function box(x: number, y: number, w: number, h: number, fill: string, r = 0, more = '') {
  return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}" ${more}/>`;
}

export function oval(cx: number, cy: number, rx: number, ry: number, fill: string, more = '') {
  return `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
}

export function path(d: string, fill: string, more = ''): string {
  return `<path d="${d}" fill="${fill}" ${more}/>`;
}

export function line(a: Point, b: Point, stroke: string, width: number, more = ''): string {
  return `<line x1="${a[0]}" y1="${a[1]}" x2="${b[0]}" y2="${b[1]}" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" ${more}/>`;
}

/** The soft shadow of an object whose base is at `y`, from `x`, `w` wide. */
export function shadow(x: number, y: number, w: number, depth = 26): string {
  return oval(x + w / 2, y, w / 2 + 18, depth, '#1d140c', 'opacity="0.34" filter="url(#soft)"');
}

/** Lightens (above 0) or darkens (below 0) a colour, by a share from -1 to 1. */
export function shade(color: string, share: number): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const target = share > 0 ? 255 : 0;
  const mixed = parts.map((part) => Math.round(part + (target - part) * Math.abs(share)));
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** A box seen from the front and slightly from above: a lit top and a darker front. */
export function block(
  x: number,
  y: number,
  w: number,
  h: number,
  top: number,
  fill: string,
  r = 4,
) {
  const inset = top * 0.7;
  const lid: Point[] = [
    [x + inset, y - top],
    [x + w - inset, y - top],
    [x + w, y],
    [x, y],
  ];
  return polygon(lid, shade(fill, 0.22)) + box(x, y, w, h, fill, r);
}
