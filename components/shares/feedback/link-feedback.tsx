'use client';

import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ShareView } from '@/lib/shares/model';
import { CloseFeedback } from './close-feedback';
import { FeedbackList } from './feedback-list';

/** Opens what came back from a link; open at once if there is something new in it. Nothing if nothing came back. */
export function LinkFeedback({ link }: { link: ShareView }) {
  const t = useTranslations('links.feedback');
  const [open, setOpen] = useState(link.unseen > 0);
  const count = link.likes + link.comments;
  if (count === 0) return null;
  return (
    <details
      open={open || undefined}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="group rounded-control border border-line px-3"
    >
      <summary className="flex min-h-10 list-none items-center gap-2 text-sm">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
        />
        {t('title', { count })}
        {link.unseen > 0 && (
          <span className="rounded-full bg-accent px-2 py-0.5 text-on-accent text-xs">
            {t('unseen', { count: link.unseen })}
          </span>
        )}
      </summary>
      {open && (
        <div className="flex flex-col gap-4 pb-3">
          <FeedbackList link={link} />
          <CloseFeedback link={link} />
        </div>
      )}
    </details>
  );
}
