import type { ShareView } from '@/lib/shares/model';

/** A link whose address can be shown. */
type Readable = ShareView & { path: string };

/**
 * The newest link of a result that one press can copy again: it shows that result alone, it works, and nothing about
 * it was changed that the client would have to be told, such as a password.
 * @param links newest first
 */
export function plainLink(links: readonly ShareView[], jobId: string): Readable | null {
  return (
    links.find(
      (link): link is Readable =>
        link.path !== null &&
        link.ended === null &&
        !link.hasPassword &&
        link.maxViews === null &&
        link.jobs.length === 1 &&
        link.jobs[0]?.jobId === jobId,
    ) ?? null
  );
}
