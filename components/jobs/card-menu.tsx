'use client';

import { Ellipsis, Images, ListChecks, PenLine, Share2, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useEffect, useState } from 'react';
import { countText } from '@/components/photos/count-text';
import { Menu, MenuItem, MenuLink } from '@/components/ui/menu';
import { startSelecting } from '@/components/wall/selection';
import type { JobView } from '@/lib/jobs';
import { AgainItems } from './again';
import type { CardDialog } from './card-dialogs';
import { historyHref } from './history-links';
import { withoutPicture } from './job-thumb';
import type { Archiving } from './use-archive';

const loadDialogs = () => import('./card-dialogs');
const CardDialogs = lazy(loadDialogs);

type Props = {
  job: JobView;
  /** The job's name on its card, isolated. */
  name: string;
  archive: Archiving;
};

/** The menu of a job card, over its picture. */
export function CardMenu({ job, name, archive }: Props) {
  const t = useTranslations('jobs.actions');
  const tPhotos = useTranslations('photos');
  const tSelect = useTranslations('links.select');
  const [open, setOpen] = useState<CardDialog | null>(null);

  useEffect(() => {
    // Loaded before the first press; an error is shown when a dialog is opened.
    loadDialogs().catch(() => {});
  }, []);

  return (
    <>
      <Menu
        name={t('menu', { name })}
        icon={<Ellipsis aria-hidden className="size-5" />}
        // Without a pointer that can hover it is always there.
        className="bg-black/55! text-white! opacity-0 transition-opacity hover:bg-black/75! focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 aria-expanded:bg-black/75! aria-expanded:opacity-100 [@media(hover:none)]:opacity-100"
      >
        <AgainItems job={job} />
        <MenuItem onClick={() => setOpen('rename')}>
          <PenLine aria-hidden className="size-4 text-muted" />
          {job.label ? t('rename') : t('addLabel')}
        </MenuItem>
        {job.photo && job.photo.results > 1 && (
          <MenuLink render={<Link href={historyHref({ archived: false, photo: job.photo.id })} />}>
            <Images aria-hidden className="size-4 text-muted" />
            {tPhotos('of.link', { count: job.photo.results, shown: countText(job.photo.results) })}
          </MenuLink>
        )}
        <MenuItem onClick={() => setOpen('share')}>
          <Share2 aria-hidden className="size-4 text-muted" />
          {t('share')}
        </MenuItem>
        {!withoutPicture(job) && (
          <MenuItem onClick={() => startSelecting(job.id)}>
            <ListChecks aria-hidden className="size-4 text-muted" />
            {tSelect('start')}
          </MenuItem>
        )}
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
