'use client';

import { Ellipsis, PenLine, Share2, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Menu, MenuItem } from '@/components/ui/menu';
import type { JobView } from '@/lib/jobs';
import type { CardDialog } from './card-dialogs';
import { isolatedName } from './job-name';
import type { Archiving } from './use-archive';

const loadDialogs = () => import('./card-dialogs');
const CardDialogs = lazy(loadDialogs);

/** The menu of a job card. */
export function CardMenu({ job, archive }: { job: JobView; archive: Archiving }) {
  const t = useTranslations('jobs.actions');
  const [open, setOpen] = useState<CardDialog | null>(null);

  useEffect(() => {
    // Loaded before the first press; an error is shown when a dialog is opened.
    loadDialogs().catch(() => {});
  }, []);

  return (
    <>
      <Menu
        name={t('menu', { name: isolatedName(job) })}
        icon={<Ellipsis aria-hidden className="size-5" />}
      >
        <MenuItem onClick={() => setOpen('rename')}>
          <PenLine aria-hidden className="size-4 text-muted" />
          {job.label ? t('rename') : t('addLabel')}
        </MenuItem>
        <MenuItem onClick={() => setOpen('share')}>
          <Share2 aria-hidden className="size-4 text-muted" />
          {t('share')}
        </MenuItem>
        <MenuItem onClick={archive.toggle}>
          <archive.Icon aria-hidden className="size-4 text-muted" />
          {archive.word}
        </MenuItem>
        <MenuItem danger onClick={() => setOpen('remove')}>
          <Trash2 aria-hidden className="size-4" />
          {t('remove')}
        </MenuItem>
      </Menu>
      {open && (
        <Suspense>
          <CardDialogs open={open} job={job} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}
