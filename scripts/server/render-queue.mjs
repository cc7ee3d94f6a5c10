import { LoopLoad } from './loop-load.mjs';
import { API_PATH } from './paths.mjs';
import { pathOf } from './request-target.mjs';

export const RENDERS = {
  /** Pages that are rendered at the same time while they wait for a database or upstream. */
  running: 16,
  /**
   * The same while the process has no time left: one process renders on one core. Several at once are ready no sooner,
   * and every other request waits for a step of each of them instead of one.
   */
  whileBusy: 1,
  /** Requests that wait for their turn. */
  waiting: 80,
  /** How long a request waits at most, ms. */
  waitMs: 3_000,
};

/** Streams pictures, and renders nothing. */
const SHARED_PICTURE = /^\/(?:s\/[^/]+\/(?:picture|logo|zip)|p\/[^/]+)\/?$/;

/**
 * Whether the app would render a page, which costs about five times what a request to the API costs.
 * @param {import('node:http').IncomingMessage} request
 */
export function isPage({ method, url }) {
  const path = pathOf(url);
  return (
    (method === 'GET' || method === 'HEAD') && !API_PATH.test(path) && !SHARED_PICTURE.test(path)
  );
}

/** How often waiting requests are looked at while fewer are rendered than may be, ms. */
const LOOK_MS = 10;

/**
 * Limits how many pages are rendered at once. Beyond that requests wait, and beyond a short queue they are turned away, so
 * that those who are served are served soon, and memory is bounded.
 */
export class RenderQueue {
  #limits;
  #load;
  #running = 0;
  /** @type {((admitted: boolean) => void)[]} */
  #waiting = [];
  /** @type {NodeJS.Timeout | undefined} */
  #look;

  /** @param {{ running: number, whileBusy?: number, waiting: number, waitMs: number }} [limits] */
  constructor(limits = RENDERS, load = new LoopLoad()) {
    this.#limits = limits;
    this.#load = load;
  }

  /** How many requests wait. */
  get waiting() {
    return this.#waiting.length;
  }

  #hasRoom() {
    const { running, whileBusy = running } = this.#limits;
    if (this.#running >= running) return false;
    return this.#running < whileBusy || !this.#load.isBusy();
  }

  #take() {
    this.#running += 1;
    this.#load.addWork();
  }

  /** Gives free places to those who wait longest. */
  #admit() {
    clearTimeout(this.#look);
    while (this.#waiting.length > 0 && this.#hasRoom()) {
      this.#take();
      this.#waiting.shift()?.(true);
    }
    this.#lookAgain();
  }

  #lookAgain() {
    clearTimeout(this.#look);
    if (this.#waiting.length === 0 || this.#running >= this.#limits.running) return;
    this.#look = setTimeout(() => this.#admit(), LOOK_MS).unref();
  }

  /**
   * Waits for a place.
   * @param {import('node:http').ServerResponse} response
   * @returns {Promise<boolean>} false if there is none in time, or the client left
   */
  enter(response) {
    if (this.#waiting.length === 0 && this.#hasRoom()) {
      this.#take();
      return Promise.resolve(true);
    }
    if (this.#waiting.length >= this.#limits.waiting) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (/** @type {boolean} */ admitted) => {
        clearTimeout(deadline);
        response.off('close', giveUp);
        resolve(admitted);
      };
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(settle), 1);
        settle(false);
      };
      const deadline = setTimeout(giveUp, this.#limits.waitMs);
      response.once('close', giveUp);
      this.#waiting.push(settle);
      this.#lookAgain();
    });
  }

  /** Gives a place back. Other requests go first, in this turn of the event loop. */
  leave() {
    this.#running -= 1;
    if (this.#waiting.length > 0) setImmediate(() => this.#admit());
  }
}

/**
 * Calls back once a response needs no more work of ours: it is complete, its client is gone, or its client reads so
 * slowly that the rest waits for the client.
 * @param {import('node:http').ServerResponse} response
 * @param {() => void} done
 */
export function whenRendered(response, done) {
  let called = false;
  const once = () => {
    if (called) return;
    called = true;
    done();
  };
  // Emitted by `end()`, whether or not the client has read anything.
  response.once('prefinish', once).once('close', once);
  const write = response.write;
  response.write = (...args) => {
    const hasRoom = write.apply(response, args);
    if (!hasRoom) once();
    return hasRoom;
  };
}
