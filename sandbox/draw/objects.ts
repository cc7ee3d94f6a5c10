import type { Palette } from './palette.ts';
import { block, box, line, oval, path, polygon, shade, shadow } from './shapes.ts';
import { onFloor } from './shell.ts';

/** Objects that several rooms use. `x` is the centre of an object, `y` its base. */

export function rug(palette: Palette, from = 0.24, to = 0.76, near = 0.72): string {
  const quad = (inset: number) =>
    [
      onFloor(from + inset, 0.16 + inset),
      onFloor(to - inset, 0.16 + inset),
      onFloor(to - inset, near - inset),
      onFloor(from + inset, near - inset),
    ] as const;
  return (
    polygon(quad(0), palette.rug) +
    polygon(
      quad(0.018),
      'none',
      `stroke="${shade(palette.rug, -0.22)}" stroke-width="3" opacity="0.6"`,
    )
  );
}

export function art(x: number, y: number, w: number, h: number, palette: Palette): string {
  const frame =
    box(x - 6, y + 8, w + 12, h + 4, '#000', 3, 'opacity="0.22" filter="url(#soft)"') +
    box(x, y, w, h, palette.wood, 2) +
    box(x + 7, y + 7, w - 14, h - 14, '#f6f1e8');
  const [cx, cy] = [x + w / 2, y + h / 2];
  return (
    frame +
    oval(cx - w * 0.08, cy - h * 0.12, w * 0.2, w * 0.2, palette.accent, 'opacity="0.9"') +
    path(
      `M${x + w * 0.16},${y + h * 0.84} q${w * 0.2},${-h * 0.42} ${w * 0.4},${-h * 0.12} t${w * 0.3},${-h * 0.06} v${h * 0.18} z`,
      palette.fabric,
      'opacity="0.85"',
    )
  );
}

export function plant(x: number, y: number, size: number, palette: Palette): string {
  const leaves = [-64, -42, -22, 0, 20, 40, 62].map((turn, index) => {
    const long = size * (0.78 + ((index * 3) % 4) * 0.09);
    const green = shade('#54724f', (index % 3) * 0.12 - 0.14);
    return path(
      `M0,0 q${size * 0.15},${-long * 0.5} 0,${-long} q${-size * 0.15},${long * 0.5} 0,${long}`,
      green,
      `transform="translate(${x} ${y - size * 0.36}) rotate(${turn})"`,
    );
  });
  const pot = path(
    `M${x - size * 0.2},${y - size * 0.42} h${size * 0.4} l${-size * 0.06},${size * 0.42} h${-size * 0.28} z`,
    shade(palette.soft, -0.1),
  );
  return shadow(x - size * 0.2, y, size * 0.4, 12) + leaves.join('') + pot;
}

export function floorLamp(x: number, y: number, palette: Palette): string {
  const glow = oval(x, y - 318, 150, 120, '#ffdf9e', 'opacity="0.3" filter="url(#haze)"');
  return (
    shadow(x - 30, y, 60, 9) +
    oval(x, y - 4, 34, 8, palette.metal) +
    line([x, y - 4], [x, y - 300], palette.metal, 6) +
    glow +
    path(`M${x - 46},${y - 286} h92 l-22,-76 h-48 z`, shade(palette.soft, 0.2))
  );
}

export function pendant(x: number, y: number, palette: Palette, wide = 1): string {
  const w = 54 * wide;
  return (
    line([x, 60], [x, y - 44], palette.metal, 3) +
    oval(x, y + 20, w * 2, 90, '#ffdf9e', 'opacity="0.26" filter="url(#haze)"') +
    path(`M${x - w},${y} q${w * 0.2},-52 ${w},-52 q${w * 0.8},0 ${w},52 z`, palette.metal) +
    oval(x, y, w, 8, '#fff0cc')
  );
}

export function sofa(x: number, y: number, w: number, palette: Palette): string {
  const { fabric } = palette;
  const seat = (w - 116) / 2;
  const cushions = [0, 1].map(
    (i) =>
      box(x + 58 + i * seat, y - 178, seat - 6, 86, shade(fabric, 0.05), 18) +
      box(x + 58 + i * seat, y - 106, seat - 6, 46, shade(fabric, 0.16), 14),
  );
  const pillow = (px: number, color: string, turn: number) =>
    box(px, y - 168, 74, 66, color, 14, `transform="rotate(${turn} ${px + 37} ${y - 135})"`);
  const legs = [x + 30, x + w - 42].map((at) => box(at, y - 18, 12, 20, palette.wood));
  return (
    shadow(x, y, w) +
    legs.join('') +
    box(x + 20, y - 196, w - 40, 130, shade(fabric, -0.12), 24) +
    cushions.join('') +
    box(x + 12, y - 72, w - 24, 56, shade(fabric, -0.06), 12) +
    box(x, y - 136, 62, 122, fabric, 22) +
    box(x + w - 62, y - 136, 62, 122, shade(fabric, -0.1), 22) +
    pillow(x + 78, palette.accent, -8) +
    pillow(x + w - 158, palette.soft, 7)
  );
}

export function armchair(x: number, y: number, palette: Palette): string {
  const fabric = shade(palette.accent, 0.08);
  return (
    shadow(x, y, 180, 20) +
    box(x + 24, y - 20, 10, 22, palette.wood) +
    box(x + 146, y - 20, 10, 22, palette.wood) +
    box(x + 14, y - 208, 152, 150, shade(fabric, -0.12), 40) +
    box(x + 30, y - 118, 120, 50, shade(fabric, 0.14), 18) +
    box(x, y - 132, 46, 112, fabric, 22) +
    box(x + 134, y - 132, 46, 112, shade(fabric, -0.1), 22) +
    box(x + 18, y - 74, 144, 54, shade(fabric, -0.04), 14)
  );
}

export function lowTable(x: number, y: number, w: number, palette: Palette): string {
  const books =
    box(x + w * 0.18, y - 100, 74, 10, palette.accent, 2) +
    box(x + w * 0.2, y - 110, 66, 10, palette.soft, 2);
  const vase = path(`M${x + w * 0.68},${y - 92} q-16,-30 4,-46 h14 q20,16 4,46 z`, palette.fabric);
  return (
    shadow(x, y, w, 22) +
    box(x + 22, y - 66, 12, 68, shade(palette.wood, -0.2)) +
    box(x + w - 34, y - 66, 12, 68, shade(palette.wood, -0.2)) +
    block(x, y - 76, w, 16, 34, palette.wood) +
    books +
    vase
  );
}

export function table(x: number, y: number, w: number, palette: Palette): string {
  const bowl = path(`M${x + w / 2 - 56},${y - 178} h112 q-12,36 -56,36 t-56,-36 z`, palette.accent);
  return (
    shadow(x, y, w, 30) +
    box(x + 30, y - 126, 18, 128, shade(palette.wood, -0.25)) +
    box(x + w - 48, y - 126, 18, 128, shade(palette.wood, -0.25)) +
    block(x, y - 138, w, 18, 46, palette.wood) +
    bowl
  );
}

export function chair(x: number, y: number, palette: Palette, back = true): string {
  const wood = shade(palette.wood, -0.1);
  const legs = [x + 6, x + 76].map((at) => box(at, y - 92, 9, 94, wood)).join('');
  const rest = back
    ? box(x + 2, y - 210, 88, 92, shade(palette.fabric, -0.04), 16) +
      box(x + 6, y - 210, 6, 120, wood) +
      box(x + 80, y - 210, 6, 120, wood)
    : '';
  return shadow(x, y, 92, 12) + rest + legs + block(x - 2, y - 100, 96, 14, 20, palette.fabric, 6);
}

export function sideboard(x: number, y: number, w: number, palette: Palette): string {
  const doors = [0, 1, 2].map((i) =>
    box(x + 10 + (i * (w - 20)) / 3, y - 112, (w - 20) / 3 - 6, 84, shade(palette.wood, 0.08), 3),
  );
  return (
    shadow(x, y, w, 16) +
    box(x + 18, y - 26, 10, 28, palette.metal) +
    box(x + w - 28, y - 26, 10, 28, palette.metal) +
    block(x, y - 124, w, 104, 16, palette.wood) +
    doors.join('')
  );
}

export function shelves(x: number, y: number, w: number, h: number, palette: Palette): string {
  const rows = [0, 1, 2, 3].map((row) => {
    const foot = y - h + ((row + 1) * h) / 4;
    const books = [0, 1, 2, 3, 4, 5].map((i) => {
      const tall = 34 + ((i * 13 + row * 7) % 26);
      const color =
        [palette.accent, palette.soft, palette.fabric, shade(palette.wood, 0.3)][(i + row) % 4] ??
        palette.soft;
      return (i + row) % 5 === 4 ? '' : box(x + 14 + i * 17, foot - 8 - tall, 14, tall, color, 1);
    });
    const thing =
      row % 2
        ? oval(x + w - 44, foot - 26, 18, 18, palette.accent)
        : box(x + w - 70, foot - 56, 40, 48, palette.soft, 6);
    return books.join('') + thing + box(x, foot - 8, w, 8, palette.wood);
  });
  return (
    shadow(x, y, w, 12) +
    box(x, y - h, w, h, shade(palette.wall, -0.16)) +
    rows.join('') +
    box(x, y - h, 8, h, palette.wood) +
    box(x + w - 8, y - h, 8, h, palette.wood) +
    box(x, y - h, w, 8, palette.wood)
  );
}

export function curtains(palette: Palette): string {
  const drape = (x: number) =>
    [0, 1, 2, 3]
      .map((i) => box(x + i * 16, 206, 18, 476, shade(palette.soft, i % 2 ? -0.05 : 0.1), 6))
      .join('');
  return line([318, 206], [726, 206], palette.metal, 6) + drape(318) + drape(662);
}
