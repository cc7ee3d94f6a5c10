import type { State } from './state';

/** What may be wrong with asking for a job, for the person who waits. */
export type Trouble = {
  code: 'unknown' | 'key_rejected' | 'limited' | 'timeout' | 'unreachable' | 'nonsense' | 'refused';
  /** One sentence: what happened and what to do. */
  message: string;
  /** ms UTC. */
  at: number;
};

/** A job as its follower sees it: plain data, safe to send to a browser. Times are ms UTC. */
export type JobView = {
  id: string;
  state: State;
  /** Upstream's own word; null until it has answered for this id. */
  status: string | null;
  mode: string | null;
  label: string | null;
  addedAt: number;
  archived: boolean;
  createdAt: number;
  settledAt: number | null;
  /** When upstream last answered for this job. */
  checkedAt: number | null;
  /** When it will be asked for again; null once there is nothing left to ask. */
  nextCheckAt: number | null;
  hasPicture: boolean;
  /** Whether the picture that the job was given is known, for before and after. */
  hasInput: boolean;
  /** Upstream's own explanation of a failure, where it gave one. */
  failure: string | null;
  /** Why the last ask brought no answer, if it did not. */
  trouble: Trouble | null;
};
