/** `start` as it is, and a function that stops everything that it has started. */
export function stoppable<Args extends unknown[], T>(
  start: (...args: Args) => Promise<T>,
  stop: (started: T) => unknown,
): { start: (...args: Args) => Promise<T>; stopAll: () => Promise<void> } {
  const all: T[] = [];
  return {
    start: async (...args) => {
      const started = await start(...args);
      all.push(started);
      return started;
    },
    stopAll: async () => {
      await Promise.all(all.map((started) => stop(started)));
    },
  };
}
