import { clsx } from 'clsx';
import { Heart, MessageSquare } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { jobPath } from '@/lib/paths';
import type { FeedbackCounts } from '@/lib/shares/model';

type Props = { jobId: string; counts: FeedbackCounts };

/** On a card of the history: what clients said of the job. It leads to their words. */
export function FeedbackMark({ jobId, counts }: Props) {
  const t = useTranslations('links.mark');
  const { likes, comments, unseen } = counts;
  const parts = [
    likes > 0 && t('likes', { count: likes }),
    comments > 0 && t('comments', { count: comments }),
    unseen > 0 && t('unseen', { count: unseen }),
  ].filter(Boolean);
  const name = parts.join(', ');
  return (
    <Link
      href={`${jobPath(jobId)}#share` as Route}
      prefetch={false}
      aria-label={name}
      data-tooltip={name}
      className={clsx(
        'z-10 flex items-center gap-1.5 rounded-full px-2 py-0.5 font-medium text-xs tabular-nums',
        unseen > 0 ? 'bg-accent text-on-accent' : 'bg-panel text-ink',
      )}
    >
      {likes > 0 && (
        <span className="flex items-center gap-1">
          <Heart aria-hidden className="size-3.5" />
          {likes}
        </span>
      )}
      {comments > 0 && (
        <span className="flex items-center gap-1">
          <MessageSquare aria-hidden className="size-3.5" />
          {comments}
        </span>
      )}
    </Link>
  );
}
