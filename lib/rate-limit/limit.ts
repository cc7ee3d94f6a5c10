/** `points` uses of one key in a window of `seconds`, which begins with the key's first use. */
export type Limit = {
  /** Keeps the keys of one throttle apart from another's. */
  name: string;
  points: number;
  seconds: number;
};
