'use client';

import { useRouter } from 'next/navigation';
import { ShareDialog } from '@/components/shares/share-dialog';
import type { JobView } from '@/lib/jobs';
import { RemoveDialog } from './remove-dialog';
import { RenameDialog } from './rename-dialog';

export type CardDialog = 'rename' | 'share' | 'remove';

type Props = { open: CardDialog; job: JobView; onClose: () => void };

/** The dialogs of a card's menu, loaded apart from the history. */
export default function CardDialogs({ open, job, onClose }: Props) {
  const router = useRouter();
  if (open === 'rename') return <RenameDialog job={job} onClose={onClose} />;
  if (open === 'share') return <ShareDialog job={job} onClose={onClose} />;
  return <RemoveDialog job={job} onClose={onClose} onRemoved={() => router.refresh()} />;
}
