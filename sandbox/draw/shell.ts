import type { SkyId } from '../catalogue.ts';
import type { Palette } from './palette.ts';
import { box, line, oval, type Point, path, polygon, shade } from './shapes.ts';

/** The back wall, towards which floor and side walls converge. */
export const BACK = { left: 300, right: 1236, top: 170, bottom: 690 } as const;

const GROUND: Point[] = [
  [BACK.left, BACK.bottom],
  [BACK.right, BACK.bottom],
  [1536, 900],
  [1536, 1024],
  [0, 1024],
  [0, 900],
];

const SKIES: Record<SkyId, [top: string, bottom: string, light: string]> = {
  clear: ['#a9cfe8', '#e9f3f5', '#fff6e0'],
  soft_clouds: ['#b7c4cc', '#e6e8e6', '#f3efe6'],
  golden_hour: ['#e9a15c', '#fbe3b4', '#ffc56b'],
  dusk: ['#3e4a6e', '#d58f78', '#e0a58f'],
};

/** Gradients and filters that the shapes refer to. */
export function definitions(palette: Palette, sky: SkyId): string {
  const [top, bottom] = SKIES[sky];
  const gradient = (id: string, from: string, to: string, turn = 'x1="0" y1="0" x2="0" y2="1"') =>
    `<linearGradient id="${id}" ${turn}><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`;
  const across = 'x1="0" y1="0" x2="1" y2="0"';
  return `<defs>
    ${gradient('sky', top, bottom)}
    ${gradient('wall', shade(palette.wall, 0.1), shade(palette.wall, -0.07))}
    ${gradient('left', shade(palette.wall, -0.3), shade(palette.wall, -0.1), across)}
    ${gradient('right', shade(palette.wall, 0.02), shade(palette.wall, -0.24), across)}
    ${gradient('floor', shade(palette.floor, -0.16), shade(palette.floor, 0.1))}
    ${gradient('ceiling', shade(palette.ceiling, -0.16), shade(palette.ceiling, 0.04))}
    <filter id="soft" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="14"/></filter>
    <filter id="haze" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="26"/></filter>
    <clipPath id="ground"><polygon points="${GROUND.map((p) => p.join(',')).join(' ')}"/></clipPath>
    <radialGradient id="vignette" cx="0.45" cy="0.45" r="0.8"><stop offset="0.55" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#1a1008" stop-opacity="0.34"/></radialGradient>
  </defs>`;
}

/** A point of the floor: `across` from 0 (left wall) to 1, `depth` from 0 (back wall) to 1 (nearest). */
export function onFloor(across: number, depth: number): Point {
  const near = depth * depth * 0.4 + depth * 0.6;
  const left = BACK.left - (BACK.left + 190) * near;
  const right = BACK.right + (1536 + 190 - BACK.right) * near;
  return [left + (right - left) * across, BACK.bottom + (1024 - BACK.bottom) * near];
}

/** The seams of the floor, from wall to wall. */
export function flooring({ floor, laying }: Palette): string {
  const dark = shade(floor, -0.22);
  const seam = 'opacity="0.45"';
  let drawn = '';
  if (laying === 'plain') return '';
  const lanes = laying === 'tiles' ? 12 : 18;
  for (let i = 1; i < lanes; i++)
    drawn += line(onFloor(i / lanes, 0), onFloor(i / lanes, 1), dark, 1.6, seam);
  if (laying === 'tiles') {
    for (let i = 1; i < 9; i++)
      drawn += line(onFloor(0, i / 9), onFloor(1, i / 9), dark, 1.6, seam);
    return drawn;
  }
  const rows = laying === 'herringbone' ? 26 : 9;
  for (let lane = 0; lane < lanes; lane++) {
    for (let i = 0; i < rows; i++) {
      const depth = (i + ((lane * 7) % 5) / 5) / rows;
      if (depth > 1) continue;
      const lean = laying === 'herringbone' ? (lane % 2 ? 0.7 : -0.7) / rows : 0;
      drawn += line(
        onFloor(lane / lanes, depth),
        onFloor((lane + 1) / lanes, Math.max(0, depth + lean)),
        dark,
        1.3,
        seam,
      );
      if ((lane * 5 + i * 3) % 7 === 0 && laying === 'boards') {
        const [a, b] = [depth, Math.min(1, depth + 1 / rows)];
        drawn += polygon(
          [
            onFloor(lane / lanes, a),
            onFloor((lane + 1) / lanes, a),
            onFloor((lane + 1) / lanes, b),
            onFloor(lane / lanes, b),
          ],
          dark,
          'opacity="0.14"',
        );
      }
    }
  }
  return drawn;
}

function mouldings({ wall, trim }: Palette): string {
  const edge = `stroke="${shade(trim, -0.12)}" stroke-width="3"`;
  let drawn =
    box(BACK.left, BACK.top, 936, 22, trim) +
    box(BACK.left, BACK.top + 22, 936, 3, shade(trim, -0.18));
  for (const x of [330, 826, 1026])
    drawn += box(x, 230, x === 330 ? 470 : 180, 320, 'none', 0, edge);
  drawn += box(BACK.left, 570, 936, 6, shade(wall, 0.3));
  return drawn;
}

const PANE = { x: 372, y: 232, w: 300, h: 330 } as const;

function window({ trim }: Palette): string {
  const { x, y, w, h } = PANE;
  const glass = box(x, y, w, h, 'url(#sky)');
  const hills =
    path(`M${x},${y + h} v-70 q60,-46 130,-18 q70,-50 170,-4 v92 z`, '#7f9482', 'opacity="0.75"') +
    path(`M${x},${y + h} v-34 q90,-36 160,-6 q70,-28 140,0 v40 z`, '#5f7763', 'opacity="0.8"');
  const bar = shade(trim, -0.06);
  const frame = box(x - 12, y - 12, w + 24, h + 24, 'none', 2, `stroke="${bar}" stroke-width="16"`);
  const bars = box(x + w / 2 - 5, y, 10, h, bar) + box(x, y + h * 0.36, w, 8, bar);
  const sill =
    box(x - 26, y + h + 14, w + 52, 14, shade(trim, 0.1), 2) +
    box(x - 22, y + h + 28, w + 44, 8, '#000', 2, 'opacity="0.16"');
  return glass + hills + bars + frame + sill;
}

/** Daylight from the window: a patch on the floor and a glow around the panes. */
export function daylight(sky: SkyId): string {
  const light = SKIES[sky][2];
  const strength = sky === 'soft_clouds' ? 0.16 : sky === 'dusk' ? 0.2 : 0.4;
  const panes = [
    [0.16, 0.3],
    [0.33, 0.47],
  ].map(([a = 0, b = 0]) =>
    polygon(
      [onFloor(a, 0.12), onFloor(b, 0.12), onFloor(b + 0.16, 0.72), onFloor(a + 0.16, 0.72)],
      light,
      `opacity="${strength}" filter="url(#soft)"`,
    ),
  );
  return (
    panes.join('') +
    oval(522, 400, 330, 300, light, `opacity="${strength * 0.42}" filter="url(#haze)"`)
  );
}

/** The empty room. */
export function shell(palette: Palette): string {
  const { left, right, top, bottom } = BACK;
  const ceiling: Point[] = [
    [0, 0],
    [1536, 0],
    [right, top],
    [left, top],
  ];
  const skirting =
    box(left, bottom - 22, right - left, 22, shade(palette.trim, -0.04)) +
    polygon(
      [
        [left, bottom - 22],
        [left, bottom],
        [0, 900],
        [0, 860],
      ],
      shade(palette.trim, -0.22),
    ) +
    polygon(
      [
        [right, bottom - 22],
        [right, bottom],
        [1536, 900],
        [1536, 860],
      ],
      shade(palette.trim, -0.16),
    );
  return [
    polygon(ceiling, 'url(#ceiling)'),
    box(left, top, right - left, bottom - top, 'url(#wall)'),
    polygon(
      [
        [0, 0],
        [left, top],
        [left, bottom],
        [0, 900],
      ],
      'url(#left)',
    ),
    polygon(
      [
        [1536, 0],
        [right, top],
        [right, bottom],
        [1536, 900],
      ],
      'url(#right)',
    ),
    polygon(GROUND, 'url(#floor)'),
    `<g clip-path="url(#ground)">${flooring(palette)}</g>`,
    polygon(
      [
        [left, bottom],
        [right, bottom],
        [right + 60, bottom + 40],
        [left - 60, bottom + 40],
      ],
      '#000',
      'opacity="0.2" filter="url(#soft)"',
    ),
    palette.moulding ? mouldings(palette) : '',
    skirting,
    window(palette),
  ].join('');
}
