import { API_PATH } from './paths.mjs';
import { pathOf } from './request-target.mjs';

export const RENDERS = {
  /** Pages that are rendered at the same time. One process renders on one core: more would only take more memory. */
  running: 16,
  /** Requests that wait for their turn. */
  waiting: 64,
  /** How long a request waits at most, ms. */
  waitMs: 3_000,
};

/** Streams a picture, and renders nothing. */
const SHARED_PICTURE = /^\/s\/[^/]+\/picture\/?$/;

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

/**
 * Limits how many pages are rendered at once. Beyond that requests wait, and beyond a short queue they are turned away, so
 * that those who are served are served soon, and memory is bounded.
 */
export class RenderQueue {
  #limits;
  #running = 0;
  /** @type {((admitted: boolean) => void)[]} */
  #waiting = [];

  constructor(limits = RENDERS) {
    this.#limits = limits;
  }

  /** How many requests wait. */
  get waiting() {
    return this.#waiting.length;
  }

  /**
   * Waits for a place.
   * @param {import('node:http').ServerResponse} response
   * @returns {Promise<boolean>} false if there is none in time, or the client left
   */
  enter(response) {
    if (this.#running < this.#limits.running) {
      this.#running += 1;
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
    });
  }

  /** Gives a place to whoever waits longest. */
  leave() {
    const next = this.#waiting.shift();
    if (next) next(true);
    else this.#running -= 1;
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
