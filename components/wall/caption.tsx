import { clsx } from 'clsx';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { LinkPending } from '@/components/layout/nav-link';
import { RelativeTime } from '@/components/ui/time';
import type { JobView } from '@/lib/jobs';
import { jobPath } from '@/lib/paths';

type Props = {
  job: JobView;
  /** The server's time at rendering, ms UTC. */
  now: number;
  /** Whether it lies on a picture rather than on a plain ground. */
  onPicture: boolean;
};

/** The line at the foot of a card: the label, else the mode; and the date. Its link covers the card. */
export function Caption({ job, now, onPicture }: Props) {
  const t = useTranslations('wall.card');
  const { label, mode } = job;
  return (
    <div
      className={clsx(
        // A cell of the card's grid: were it positioned, the link could not cover the card.
        'z-1 col-start-1 row-start-1 flex min-w-0 items-baseline gap-1.5 self-end overflow-hidden px-2.5 pb-1.5 text-[0.8125rem] leading-5',
        onPicture
          ? 'bg-linear-to-t from-0% from-black/80 via-40% via-black/60 to-transparent pt-8 text-white'
          : 'pt-2 text-ink',
      )}
    >
      <h2 dir="auto" className="truncate font-medium">
        <Link
          href={jobPath(job.id)}
          // Prefetching would load dozens of status pages for every page of the history.
          prefetch={false}
          title={label ?? undefined}
          className="outline-none after:absolute after:inset-0"
        >
          {label ?? mode ?? t('untitled')}
          <LinkPending />
        </Link>
      </h2>
      <span
        className={clsx(
          'shrink-0 text-xs leading-5',
          onPicture ? 'text-white/85' : 'text-muted',
          label ? '@max-[13rem]:hidden' : '@max-[7rem]:hidden',
        )}
      >
        <RelativeTime at={job.addedAt} now={now} />
      </span>
    </div>
  );
}
