import { performance } from 'node:perf_hooks';

/** A shorter time says too little, ms. */
const MIN_MS = 8;
/** An older measurement says nothing about now, ms. */
const MAX_MS = 100;
/** The share of the time above which the event loop has none left for more work. */
const BUSY = 0.6;

/** Measures whether the event loop of this process was busy lately, or mostly waited for input. */
export class LoopLoad {
  #measure;
  #mark;
  #isBusy = true;

  /** @param {typeof performance.eventLoopUtilization} [measure] */
  constructor(measure = performance.eventLoopUtilization) {
    this.#measure = measure;
    this.#mark = measure();
  }

  /** Whether it was busy. True as well where that is not known yet: ask again a few milliseconds later. */
  isBusy() {
    const { active, idle, utilization } = this.#measure(this.#mark);
    const elapsed = active + idle;
    if (elapsed < MIN_MS) return this.#isBusy;
    this.#isBusy = elapsed > MAX_MS || utilization > BUSY;
    this.#mark = this.#measure();
    return this.#isBusy;
  }

  /** Takes note that work was added: the loop counts as busy until it is measured again. */
  addWork() {
    this.isBusy();
    this.#isBusy = true;
  }
}
