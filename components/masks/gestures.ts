import type { Point } from './bitmap';

/** What pointers do on the stage, in its pixels. */
export type GestureHandlers = {
  begin: (at: Point) => void;
  extend: (points: Point[]) => void;
  end: () => void;
  /** What was painted since `begin` was not meant: a second finger follows. */
  cancel: () => void;
  pan: (by: Point) => void;
  /** Two fingers: `at` is in their middle. */
  pinch: (at: Point, factor: number, by: Point) => void;
};

type Pointer = { id: number; type: string; at: Point };

const distance = (a: Point, b: Point) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));

/**
 * Tells painting from moving: one pointer paints, two fingers move and zoom. Once a pen has been used, fingers only
 * move: the hand that holds it rests on the screen.
 */
export class Gestures {
  readonly #handlers: () => GestureHandlers;
  readonly #down = new Map<number, Point>();
  #painting: Pointer | null = null;
  #penSeen = false;
  /** Fingers that moved the photo paint nothing until all of them are up. */
  #moving = false;

  constructor(handlers: () => GestureHandlers) {
    this.#handlers = handlers;
  }

  /** @param moves whether this pointer moves the photo in any case */
  down(pointer: Pointer, moves: boolean): void {
    const isTouch = pointer.type === 'touch';
    if (pointer.type === 'pen') this.#penSeen = true;
    if (this.#painting) {
      if (!isTouch || this.#painting.type !== 'touch') return;
      this.#painting = null;
      this.#moving = true;
      this.#handlers().cancel();
    }
    this.#down.set(pointer.id, pointer.at);
    if (this.#moving || moves || (isTouch && this.#penSeen)) {
      this.#moving = true;
      return;
    }
    this.#painting = pointer;
    this.#handlers().begin(pointer.at);
  }

  /** @param points where the pointer has been since, the last one last */
  move(id: number, points: Point[]): void {
    const before = this.#down.get(id);
    const at = points.at(-1);
    if (!before || !at) return;
    this.#down.set(id, at);
    if (this.#painting?.id === id) this.#handlers().extend(points);
    else if (this.#moving) this.#move(id, before, at);
  }

  #move(id: number, before: Point, at: Point): void {
    const { pan, pinch } = this.#handlers();
    const by = { x: at.x - before.x, y: at.y - before.y };
    const [other] = [...this.#down].filter(([key]) => key !== id).map(([, point]) => point);
    if (!other) {
      pan(by);
      return;
    }
    const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
    const half = { x: by.x / 2, y: by.y / 2 };
    pinch(middle, distance(at, other) / distance(before, other), half);
  }

  up(id: number): void {
    this.#lift(id, 'end');
  }

  /** The browser has taken the pointer away. */
  lost(id: number): void {
    this.#lift(id, 'cancel');
  }

  #lift(id: number, how: 'end' | 'cancel'): void {
    this.#down.delete(id);
    if (this.#down.size === 0) this.#moving = false;
    if (this.#painting?.id !== id) return;
    this.#painting = null;
    this.#handlers()[how]();
  }
}
