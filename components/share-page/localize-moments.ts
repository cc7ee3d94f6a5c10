import { formatLocal } from '@/components/ui/format';

/** Safari has no idle callbacks. */
const whenIdle = (call: () => void) =>
  'requestIdleCallback' in window ? requestIdleCallback(call) : setTimeout(call);

function localize(): void {
  const { lang } = document.documentElement;
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-moment]')) {
    const { dateTime, dataset } = time;
    if (dataset.localized === dateTime) continue;
    dataset.localized = dateTime;
    time.textContent = formatLocal(Date.parse(dateTime), lang);
  }
}

/**
 * Writes the moments of the page, and those that come later, in the reader's time zone. Not at once: a phone takes a
 * twentieth of a second for the first.
 */
export function localizeMoments(signal: AbortSignal): void {
  let waits = false;
  const schedule = () => {
    if (waits) return;
    waits = true;
    whenIdle(() => {
      waits = false;
      if (!signal.aborted) localize();
    });
  };
  const watched = new MutationObserver(schedule);
  const changes = { childList: true, subtree: true, attributeFilter: ['datetime'] };
  watched.observe(document.body, changes);
  signal.addEventListener('abort', () => watched.disconnect());
  schedule();
}
