const isHidden = () => document.visibilityState === 'hidden';

/** Null if the browser, or an extension, lets no worker start. */
function startWorker(): Worker | null {
  try {
    return new Worker('/timer-worker.js');
  } catch {
    return null;
  }
}

/**
 * A timer that is on time in a hidden tab too. Browsers let the timers of a page that has been hidden for five
 * minutes run once a minute, but not those of its workers. Only a tab that the browser has frozen, to save memory
 * or power, hears nothing until it is seen.
 */
export function backgroundTimer(onTime: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let worker: Worker | null | undefined;
  /** Whether the worker's next message counts: it may be on its way when the timer is stopped. */
  let waiting = false;

  function stop(): void {
    clearTimeout(timer);
    waiting = false;
  }
  function end(): void {
    stop();
    onTime();
  }
  return {
    /** Replaces what was started before. */
    start(ms: number): void {
      stop();
      // Beside the worker, which may not load.
      timer = setTimeout(end, ms);
      if (!isHidden()) return;
      if (worker === undefined) {
        worker = startWorker();
        worker?.addEventListener('message', () => waiting && end());
      }
      waiting = true;
      worker?.postMessage(ms);
    },
    stop,
    /** Stops for good. */
    close(): void {
      stop();
      worker?.terminate();
    },
  };
}
