import type { Palette } from './palette.ts';
import { box, line, oval, path, polygon, shade } from './shapes.ts';
import { BACK, flooring } from './shell.ts';

const HORIZON = 470;

/** The terrace: the wall of the building on the left, a railing and the view. */
export function terrace(palette: Palette): string {
  const { left, right, bottom } = BACK;
  const view = [
    box(0, 0, 1536, HORIZON + 240, 'url(#sky)'),
    oval(1130, 210, 330, 190, '#fff6e0', 'opacity="0.45" filter="url(#haze)"'),
    path(
      `M0,${HORIZON + 60} q220,-150 470,-56 q240,-150 520,-24 q250,-120 546,-10 v320 h-1536 z`,
      '#93a69a',
    ),
    path(`M0,${HORIZON + 130} q320,-120 640,-30 q330,-110 896,0 v240 h-1536 z`, '#6f8a72'),
  ];
  const posts = Array.from({ length: 25 }, (_, i) => {
    const x = left + (i * (right - left)) / 24;
    return line([x, 560], [x, bottom], palette.metal, i % 6 ? 3 : 8);
  });
  const railing = [...posts, box(left - 6, 550, right - left + 300, 12, palette.wood, 3)];
  const house = [
    polygon(
      [
        [0, 0],
        [left, 120],
        [left, bottom],
        [0, 900],
      ],
      'url(#left)',
    ),
    polygon(
      [
        [70, 196],
        [226, 236],
        [226, 738],
        [70, 838],
      ],
      '#2c3a40',
      'opacity="0.72"',
    ),
    polygon(
      [
        [78, 206],
        [146, 224],
        [146, 782],
        [78, 828],
      ],
      'url(#sky)',
      'opacity="0.35"',
    ),
    polygon(
      [
        [0, 0],
        [left, 120],
        [left, 136],
        [0, 26],
      ],
      shade(palette.trim, -0.1),
    ),
  ];
  const deck = polygon(
    [
      [left, bottom],
      [right, bottom],
      [1536, 900],
      [1536, 1024],
      [0, 1024],
      [0, 900],
    ],
    'url(#floor)',
  );
  const lawn = polygon(
    [
      [right, bottom],
      [1536, bottom - 20],
      [1536, 905],
    ],
    '#5f7d5c',
  );
  return [
    ...view,
    lawn,
    ...railing,
    deck,
    `<g clip-path="url(#ground)">${flooring({ ...palette, laying: palette.laying === 'plain' ? 'plain' : 'boards' })}</g>`,
    ...house,
  ].join('');
}
