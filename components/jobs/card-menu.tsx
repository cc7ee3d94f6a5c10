'use client';

import { Ellipsis, PenLine, Share2, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ShareDialog } from '@/components/shares/share-dialog';
import { Menu, MenuItem } from '@/components/ui/menu';
import type { JobView } from '@/lib/jobs';
import { jobName } from './job-name';
import { RemoveDialog } from './remove-dialog';
import { RenameDialog } from './rename-dialog';
import type { Archiving } from './use-archive';

/** The menu of a job card. */
export function CardMenu({ job, archive }: { job: JobView; archive: Archiving }) {
  const router = useRouter();
  const [open, setOpen] = useState<'rename' | 'share' | 'remove' | null>(null);
  const close = () => setOpen(null);

  return (
    <>
      <Menu name={`Actions for ${jobName(job)}`} icon={<Ellipsis aria-hidden className="size-5" />}>
        <MenuItem onClick={() => setOpen('rename')}>
          <PenLine aria-hidden className="size-4 text-muted" />
          {job.label ? 'Rename' : 'Add a label'}
        </MenuItem>
        <MenuItem onClick={() => setOpen('share')}>
          <Share2 aria-hidden className="size-4 text-muted" />
          Share
        </MenuItem>
        <MenuItem onClick={archive.toggle}>
          <archive.Icon aria-hidden className="size-4 text-muted" />
          {archive.word}
        </MenuItem>
        <MenuItem danger onClick={() => setOpen('remove')}>
          <Trash2 aria-hidden className="size-4" />
          Remove
        </MenuItem>
      </Menu>
      {open === 'rename' && <RenameDialog job={job} onClose={close} />}
      {open === 'share' && <ShareDialog job={job} onClose={close} />}
      {open === 'remove' && (
        <RemoveDialog job={job} onClose={close} onRemoved={() => router.refresh()} />
      )}
    </>
  );
}
