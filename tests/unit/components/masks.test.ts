import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type Bitmap, emptyBitmap, fillStroke, isEmpty } from '@/components/masks/bitmap';
import {
  type Action,
  act,
  newPainting,
  type Painting,
  rasterise,
  redo,
  undo,
} from '@/components/masks/painting';
import { encodePng } from '@/components/masks/png';
import { fitted, pan, reveal, toPhoto, zoomAt } from '@/components/masks/view';

const WIDTH = 40;
const HEIGHT = 30;

const point = fc.record({
  x: fc.double({ min: -20, max: 60, noNaN: true }),
  y: fc.double({ min: -20, max: 50, noNaN: true }),
});
const stroke = fc.record({
  kind: fc.constantFrom('brush' as const, 'eraser' as const),
  radius: fc.double({ min: 1, max: 15, noNaN: true }),
  points: fc.array(point, { minLength: 1, maxLength: 4 }),
});
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: stroke },
  fc.constantFrom<Action>({ kind: 'invert' }, { kind: 'clear' }),
);

const paint = (actions: Action[], painting = newPainting()) => actions.reduce(act, painting);
const pixelsOf = (painting: Painting) => rasterise(painting, WIDTH, HEIGHT).pixels;

/** How far a point is from the line between two others. */
function distance(p: { x: number; y: number }, a: typeof p, b: typeof p): number {
  const square = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const along = ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / square;
  const share = square === 0 ? 0 : Math.min(1, Math.max(0, along));
  return Math.hypot(p.x - a.x - share * (b.x - a.x), p.y - a.y - share * (b.y - a.y));
}

describe('a stroke', () => {
  it('covers exactly the pixels whose centres are within its radius', () => {
    fc.assert(
      fc.property(stroke, ({ radius, points }) => {
        const bitmap = emptyBitmap(WIDTH, HEIGHT);
        fillStroke(bitmap, { kind: 'brush', radius, points });
        const wrong = [...bitmap.pixels].filter((value, index) => {
          const centre = { x: (index % WIDTH) + 0.5, y: Math.floor(index / WIDTH) + 0.5 };
          const all = points.map((to, at) => distance(centre, points[at - 1] ?? to, to));
          const nearest = Math.min(...all);
          // On the very edge, rounding decides.
          return Math.abs(nearest - radius) > 1e-6 && value > 0 !== nearest < radius;
        });
        expect(wrong).toEqual([]);
      }),
    );
  });

  it('is seen however thin it is', () => {
    const bitmap = emptyBitmap(WIDTH, HEIGHT);
    fillStroke(bitmap, { kind: 'brush', radius: 0.01, points: [{ x: 7, y: 7 }] });
    expect(isEmpty(bitmap)).toBe(false);
  });
});

describe('a painting', () => {
  it('has every action undone and done again, in order', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 8 }), fc.nat(10), (actions, times) => {
        let painting = paint(actions);
        for (let time = 0; time < times; time++) painting = undo(painting);
        expect(pixelsOf(painting)).toEqual(
          pixelsOf(paint(actions.slice(0, Math.max(0, actions.length - times)))),
        );
        for (let time = 0; time < times; time++) painting = redo(painting);
        expect(pixelsOf(painting)).toEqual(pixelsOf(paint(actions)));
      }),
    );
  });

  it('cannot do again what was undone before another action', () => {
    const first: Action = { kind: 'brush', radius: 4, points: [{ x: 5, y: 5 }] };
    const painting = act(undo(paint([first])), { kind: 'invert' });
    expect(redo(painting)).toBe(painting);
    expect(pixelsOf(painting).every((pixel) => pixel === 255)).toBe(true);
  });

  it('erases, clears and inverts what it began with, too', () => {
    const base: Bitmap = { width: WIDTH, height: HEIGHT, pixels: new Uint8Array(1200).fill(255) };
    const began = newPainting(base);
    const erased = pixelsOf(act(began, { kind: 'eraser', radius: 3, points: [{ x: 10, y: 10 }] }));
    expect([erased[10 * WIDTH + 10], erased[0]]).toEqual([0, 255]);
    for (const kind of ['clear', 'invert'] as const) {
      expect(isEmpty(rasterise(act(began, { kind }), WIDTH, HEIGHT))).toBe(true);
    }
    expect(base.pixels[0]).toBe(255);
  });
});

describe('the PNG', () => {
  it('has the exact size, two colours, and white where it was painted', async () => {
    const size = fc.integer({ min: 1, max: 300 });
    await fc.assert(
      fc.asyncProperty(size, size, fc.array(action, { maxLength: 3 }), async (w, h, actions) => {
        const bitmap = rasterise(paint(actions), w, h);
        const png = await encodePng(bitmap);
        const { data, info } = await sharp(png)
          .extractChannel(0)
          .raw()
          .toBuffer({ resolveWithObject: true });
        expect([info.width, info.height]).toEqual([w, h]);
        expect(new Uint8Array(data)).toEqual(bitmap.pixels);
      }),
      { numRuns: 40 },
    );
  });

  it('of the largest photo is far below the limit of a request', async () => {
    const lines = Array.from({ length: 20 }, (_, at): Action => {
      const points = Array.from({ length: 12 }, (_, step) => ({
        x: 2048 + 2000 * Math.sin(at * 7 + step),
        y: 2048 + 2000 * Math.cos(at * 5 - step * 2),
      }));
      return { kind: at % 3 ? 'brush' : 'eraser', radius: 10 + at, points };
    });
    const png = await encodePng(rasterise(paint(lines), 4096, 4096));
    expect((await sharp(png).metadata()).width).toBe(4096);
    expect(png.byteLength).toBeLessThan(1024 * 1024);
  });
});

describe('the view', () => {
  const photo = { width: 4000, height: 3000 };
  const stage = { width: 360, height: 500 };
  const at = fc.record({
    x: fc.double({ min: 0, max: 360, noNaN: true }),
    y: fc.double({ min: 0, max: 500, noNaN: true }),
  });
  const step = fc.tuple(at, fc.double({ min: 0.2, max: 5, noNaN: true }));

  it('leaves no gap beside a photo that is larger than the stage, and shows all of a smaller one', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), at, (steps, by) => {
        let view = fitted(photo, stage);
        for (const [where, factor] of steps) view = zoomAt(view, where, factor, photo, stage);
        view = pan(view, { x: by.x - 180, y: by.y - 250 }, photo, stage);
        for (const [start, length, room] of [
          [view.x, photo.width * view.scale, stage.width],
          [view.y, photo.height * view.scale, stage.height],
        ] as const) {
          const larger = length > room + 1e-6;
          expect(start).toBeGreaterThanOrEqual((larger ? room - length : 0) - 1e-6);
          expect(start).toBeLessThanOrEqual((larger ? 0 : room - length) + 1e-6);
        }
      }),
    );
  });

  it('keeps what is under the pointer there while it zooms', () => {
    const near = zoomAt(fitted(photo, stage), { x: 180, y: 250 }, 6, photo, stage);
    const pointer = { x: 100, y: 300 };
    const before = toPhoto(near, pointer);
    const after = toPhoto(zoomAt(near, pointer, 1.5, photo, stage), pointer);
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  });

  it('follows a point that leaves the stage', () => {
    const near = zoomAt(fitted(photo, stage), { x: 0, y: 250 }, 8, photo, stage);
    const moved = reveal(near, { x: 3990, y: 1500 }, 20, photo, stage);
    expect(moved.x + 3990 * moved.scale).toBeLessThanOrEqual(stage.width);
    expect(reveal(moved, { x: 3990, y: 1500 }, 20, photo, stage)).toEqual(moved);
  });
});
