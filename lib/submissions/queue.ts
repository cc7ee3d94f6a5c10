/** One user's part of the queue. */
export type UserQueue = {
  userId: string;
  /** Submissions that wait. */
  waiting: number;
  /** When one of the user was last sent, ms UTC; null if none ever was. */
  lastSentAt: number | null;
  /** When the first of those that wait entered the queue, ms UTC. */
  firstQueuedAt: number;
};

/** Whose turn it is first: who was sent last longest ago; never before everybody else. */
export function inTurn(a: UserQueue, b: UserQueue): number {
  return (
    (a.lastSentAt ?? 0) - (b.lastSentAt ?? 0) ||
    a.firstQueuedAt - b.firstQueuedAt ||
    (a.userId < b.userId ? -1 : 1)
  );
}

/**
 * The places in the queue, from 1, of all submissions of one user that wait, in their order: users take turns, one
 * submission each.
 * @param added how many more the user would add
 */
export function placesOf(queues: UserQueue[], userId: string, added = 0): number[] {
  const own = queues.find((queue) => queue.userId === userId);
  const others = queues.filter((queue) => queue.userId !== userId);
  const total = (own?.waiting ?? 0) + added;
  return Array.from({ length: total }, (_, index) => {
    const ahead = others.map((other) => {
      const turnsBefore = !own || inTurn(other, own) < 0 ? index + 1 : index;
      return Math.min(other.waiting, turnsBefore);
    });
    return index + 1 + ahead.reduce((sum, n) => sum + n, 0);
  });
}
