import type { RoomId } from '../catalogue.ts';
import {
  armchair,
  art,
  chair,
  curtains,
  floorLamp,
  lowTable,
  pendant,
  plant,
  rug,
  shelves,
  sideboard,
  sofa,
  table,
} from './objects.ts';
import type { Palette } from './palette.ts';
import { block, box, line, oval, shade, shadow } from './shapes.ts';

type Draw = (palette: Palette, seed: number) => string;

function bed(p: Palette): string {
  const [x, y, w] = [700, 880, 520];
  const headboard =
    box(x + 30, 470, w - 60, 230, p.wood, 18) +
    box(x + 48, 490, w - 96, 190, shade(p.wood, 0.12), 12);
  const pillows = [x + 80, x + 280].map(
    (at) =>
      box(at, 600, 160, 84, p.soft, 26) + box(at + 18, 628, 124, 66, shade(p.accent, 0.12), 20),
  );
  const cover = `<path d="M${x + 40},670 h${w - 80} l50,150 q0,46 -40,50 h-${w - 60} q-40,-4 -40,-50 z" fill="${shade(p.soft, -0.02)}"/>`;
  const throwOver = `<path d="M${x + 14},770 h${w - 28} l8,66 q0,30 -36,34 h-${w - 44} q-30,-4 -30,-34 z" fill="${p.fabric}"/>`;
  return (
    shadow(x - 20, y, w + 40, 34) +
    headboard +
    pillows.join('') +
    cover +
    throwOver +
    box(x, 866, w, 14, shade(p.wood, -0.2), 4)
  );
}

const nightstand = (x: number, p: Palette) =>
  shadow(x, 752, 96, 12) +
  block(x, 660, 96, 92, 14, p.wood) +
  box(x + 8, 690, 80, 4, shade(p.wood, -0.3));

function kitchenRun(p: Palette, from: number, w: number): string {
  const front = shade(p.fabric, 0.24);
  const doors = Array.from({ length: Math.round(w / 104) }, (_, i) => {
    const x = from + i * 104;
    return box(x + 3, 560, 98, 126, front, 3) + line([x + 40, 574], [x + 64, 574], p.metal, 5);
  });
  const shelf =
    box(from + 30, 356, w - 60, 10, p.wood) +
    [0, 1, 2, 3, 4, 5]
      .map((i) =>
        box(
          from + 50 + i * 56,
          318 - (i % 2) * 8,
          30,
          38 + (i % 2) * 8,
          i % 3 ? p.soft : p.accent,
          6,
        ),
      )
      .join('');
  const splash =
    box(from, 420, w, 126, shade(p.soft, -0.04)) +
    Array.from({ length: Math.floor(w / 42) }, (_, i) =>
      line([from + 42 * (i + 1), 420], [from + 42 * (i + 1), 546], shade(p.soft, -0.18), 1.5),
    ).join('');
  return (
    splash +
    shadow(from, 690, w, 12) +
    box(from, 552, w, 138, shade(front, -0.2)) +
    doors.join('') +
    block(from - 6, 540, w + 12, 16, 10, shade(p.soft, -0.08)) +
    shelf
  );
}

function island(p: Palette, x: number, w: number): string {
  const stools = [0, 1, 2].map((i) => {
    const at = x + 70 + i * ((w - 140) / 2);
    return (
      shadow(at - 32, 968, 64, 10) +
      line([at - 22, 966], [at - 12, 860], p.metal, 6) +
      line([at + 22, 966], [at + 12, 860], p.metal, 6) +
      oval(at, 850, 42, 14, p.wood)
    );
  });
  return (
    shadow(x, 910, w, 30) +
    box(x + 14, 760, w - 28, 150, shade(p.wood, 0.06), 3) +
    block(x, 742, w, 20, 52, shade(p.soft, -0.05)) +
    stools.join('')
  );
}

function desk(p: Palette, x: number, w: number, screens: number): string {
  const screen = Array.from(
    { length: screens },
    (_, i) =>
      box(x + 120 + i * 190, 560, 180, 108, '#1e2125', 6) +
      box(x + 126 + i * 190, 566, 168, 92, i % 2 ? p.accent : '#39495a', 3) +
      box(x + 200 + i * 190, 668, 18, 22, p.metal),
  );
  return (
    shadow(x, 850, w, 24) +
    box(x + 20, 720, 14, 130, p.metal) +
    box(x + w - 34, 720, 14, 130, p.metal) +
    block(x, 706, w, 18, 34, p.wood) +
    screen.join('') +
    box(x + w - 90, 640, 30, 46, p.accent, 6)
  );
}

function swivelChair(p: Palette, x: number): string {
  return (
    shadow(x - 20, 960, 180, 18) +
    line([x + 70, 900], [x + 70, 946], p.metal, 12) +
    line([x, 956], [x + 140, 956], p.metal, 10) +
    box(x + 4, 690, 132, 150, p.fabric, 34) +
    box(x - 8, 836, 156, 56, shade(p.fabric, 0.12), 20)
  );
}

const living: Draw = (p, seed) =>
  curtains(p) +
  art(830, 270, 150, 190, p) +
  art(1000, 270, 150, 190, { ...p, accent: p.fabric, fabric: p.accent }) +
  rug(p) +
  plant(1200, 770, 230, p) +
  floorLamp(690, 752, p) +
  sofa(740, 770, 440, p) +
  armchair(seed % 2 ? 316 : 300, 872, p) +
  lowTable(640, 900, 320, p);

const bedroom: Draw = (p) =>
  curtains(p) +
  art(880, 250, 190, 150, p) +
  rug(p, 0.4, 0.86, 0.8) +
  nightstand(608, p) +
  nightstand(1216, p) +
  pendant(656, 520, p, 0.7) +
  bed(p) +
  plant(380, 800, 220, p);

const dining: Draw = (p) =>
  curtains(p) +
  art(880, 270, 220, 170, p) +
  sideboard(800, 716, 360, p) +
  plant(1216, 760, 220, p) +
  rug(p, 0.26, 0.78, 0.86) +
  [520, 700, 880].map((x) => chair(x, 800, p)).join('') +
  table(450, 910, 600, p) +
  [490, 720, 920].map((x) => chair(x, 990, p, false)).join('') +
  pendant(610, 420, p) +
  pendant(880, 420, p);

const office: Draw = (p) =>
  curtains(p) +
  shelves(960, 700, 230, 440, p) +
  rug(p, 0.28, 0.74, 0.8) +
  desk(p, 560, 480, 1) +
  swivelChair(p, 700) +
  plant(370, 800, 230, p) +
  floorLamp(1220, 780, p);

const gaming: Draw = (p) =>
  curtains(p) +
  box(760, 236, 400, 10, p.accent, 5, 'filter="url(#soft)"') +
  shelves(1050, 700, 160, 400, p) +
  box(560, 700, 500, 12, p.accent, 6, 'opacity="0.8" filter="url(#soft)"') +
  rug(p, 0.28, 0.76, 0.8) +
  desk(p, 520, 520, 2) +
  swivelChair({ ...p, fabric: p.accent }, 710) +
  plant(370, 800, 190, p);

const livingDining: Draw = (p) =>
  curtains(p) +
  art(850, 280, 240, 160, p) +
  rug(p, 0.16, 0.54, 0.76) +
  sofa(330, 800, 390, p) +
  lowTable(400, 920, 260, p) +
  [850, 1010].map((x) => chair(x, 790, p)).join('') +
  table(800, 890, 400, p) +
  [860, 1040].map((x) => chair(x, 980, p, false)).join('') +
  pendant(1000, 410, p) +
  plant(1270, 800, 210, p);

const kitchen: Draw = (p) =>
  kitchenRun(p, 740, 480) +
  pendant(560, 440, p, 0.8) +
  pendant(760, 440, p, 0.8) +
  pendant(960, 440, p, 0.8) +
  island(p, 430, 680) +
  plant(360, 780, 190, p);

const kitchenLiving: Draw = (p) =>
  kitchenRun(p, 850, 370) +
  rug(p, 0.14, 0.5, 0.74) +
  island(p, 860, 400) +
  pendant(960, 440, p, 0.7) +
  pendant(1140, 440, p, 0.7) +
  floorLamp(300, 800, p) +
  sofa(330, 820, 420, p) +
  lowTable(420, 930, 260, p);

const lights = [0, 1, 2, 3, 4, 5, 6, 7, 8]
  .map((i) => oval(300 + i * 150, 250 - (i - 4) ** 2 * 8, 9, 9, '#ffe6ad'))
  .join('');

const terrace: Draw = (p) =>
  plant(1190, 716, 230, p) +
  plant(420, 716, 170, p) +
  `<path d="M280,120 Q900,390 1536,120" fill="none" stroke="${p.metal}" stroke-width="2" opacity="0.6"/>` +
  lights +
  rug(p, 0.28, 0.76, 0.78) +
  sofa(740, 800, 420, { ...p, fabric: p.soft, wood: p.wood }) +
  armchair(330, 890, p) +
  lowTable(640, 920, 290, p) +
  plant(1290, 850, 280, p);

const ROOMS: Record<RoomId, Draw> = {
  living_room: living,
  bedroom,
  dining_room: dining,
  home_office: office,
  gaming_room: gaming,
  living_dining: livingDining,
  kitchen,
  kitchen_living: kitchenLiving,
  outdoor_terrace: terrace,
};

/** The furniture of a room. */
export function furniture(room: RoomId, palette: Palette, seed: number): string {
  return ROOMS[room](palette, seed);
}

/** The clutter of an untidy room. */
export function clutter(): string {
  const crate = (x: number, y: number, size: number) =>
    shadow(x, y, size, 12) +
    block(x, y - size * 0.7, size, size * 0.7, 18, '#b08a5c') +
    box(x + size * 0.42, y - size * 0.7, size * 0.14, size * 0.7, '#8f6c43');
  return (
    crate(420, 940, 150) +
    crate(530, 960, 110) +
    crate(1080, 950, 170) +
    box(700, 952, 120, 20, '#6a7f93', 8) +
    box(760, 936, 90, 18, '#a4584a', 8) +
    oval(930, 966, 60, 14, '#7b6f8c')
  );
}
