import { describe, expect, it } from 'vitest';
import { commandOf, nextSize, radiusOf, SIZES } from '@/components/masks/commands';
import { Gestures } from '@/components/masks/gestures';

const at = (x: number, y = 0) => ({ x, y });

function recorded() {
  const log: unknown[] = [];
  const note =
    (name: string) =>
    (...given: unknown[]) =>
      void log.push([name, ...given]);
  const gestures = new Gestures(() => ({
    begin: note('begin'),
    extend: note('extend'),
    end: note('end'),
    cancel: note('cancel'),
    pan: note('pan'),
    pinch: note('pinch'),
  }));
  const down = (id: number, type: string, x: number, moves = false) =>
    gestures.down({ id, type, at: at(x) }, moves);
  return { gestures, down, names: () => log.map((entry) => (entry as [string])[0]), log };
}

describe('pointers on the stage', () => {
  it('paint with one of them', () => {
    const { gestures, down, log } = recorded();
    down(1, 'mouse', 5);
    gestures.move(1, [at(6), at(7)]);
    gestures.move(9, [at(1)]);
    gestures.up(1);
    gestures.move(1, [at(8)]);
    expect(log).toEqual([['begin', at(5)], ['extend', [at(6), at(7)]], ['end']]);
  });

  it('take the stroke back when a second finger comes, and zoom until both are up', () => {
    const { gestures, down, log, names } = recorded();
    down(1, 'touch', 0);
    gestures.move(1, [at(2)]);
    down(2, 'touch', 102);
    gestures.move(2, [at(202)]);
    expect(log.slice(2)).toEqual([['cancel'], ['pinch', at(102), 2, at(50)]]);
    gestures.up(1);
    gestures.move(2, [at(210)]);
    expect(log.at(-1)).toEqual(['pan', at(8)]);
    gestures.up(2);
    down(3, 'touch', 1);
    expect(names().at(-1)).toBe('begin');
  });

  it('let fingers paint no more once a pen has, nor disturb its stroke', () => {
    const { gestures, down, names } = recorded();
    down(1, 'pen', 0);
    down(2, 'touch', 50);
    gestures.move(2, [at(60)]);
    gestures.move(1, [at(9)]);
    gestures.up(1);
    gestures.up(2);
    down(3, 'touch', 50);
    gestures.move(3, [at(55)]);
    expect(names()).toEqual(['begin', 'extend', 'end', 'pan']);
  });

  it('move the photo with the tool for it, and drop a stroke that the browser takes away', () => {
    const { gestures, down, names } = recorded();
    down(1, 'mouse', 0, true);
    gestures.move(1, [at(4)]);
    gestures.up(1);
    down(1, 'mouse', 0);
    gestures.lost(1);
    expect(names()).toEqual(['pan', 'begin', 'cancel']);
  });
});

describe('keys', () => {
  const key = (name: string, held: object = {}) =>
    commandOf({
      key: name,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      ...held,
    });

  it('have commands, in either case, and leave what belongs to the browser', () => {
    expect(['b', 'E', '[', '+', '0'].map((name) => key(name))).toEqual([
      'brush',
      'eraser',
      'smaller',
      'zoomIn',
      'fit',
    ]);
    expect(key('z', { ctrlKey: true })).toBe('undo');
    expect(key('Z', { metaKey: true, shiftKey: true })).toBe('redo');
    expect(key('y', { ctrlKey: true })).toBe('redo');
    expect(key('[', { ctrlKey: true, altKey: true })).toBe('smaller');
    const others = [
      key('r', { ctrlKey: true }),
      key('0', { ctrlKey: true }),
      key('Tab'),
      key('b', { altKey: true }),
    ];
    expect(others).toEqual([null, null, null, null]);
  });

  it('change the size of the brush up to its bounds', () => {
    let size: number = SIZES.initial;
    for (let press = 0; press < 40; press++) size = nextSize(size, 1);
    expect(size).toBe(SIZES.max);
    for (let press = 0; press < 80; press++) size = nextSize(size, -1);
    expect(size).toBe(SIZES.min);
    const photo = { width: 4000, height: 3000 };
    expect([radiusOf(1, photo), radiusOf(100, photo)]).toEqual([1, 500]);
  });
});
