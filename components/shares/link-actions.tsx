'use client';

import { Pencil } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button-class';
import { linkPath } from '@/lib/paths';
import type { ShareView } from '@/lib/shares/model';
import { isolate } from '@/lib/visible-text';
import { RevokeButton } from './revoke-button';
import { useLinkName } from './use-link-name';

type Props = { link: ShareView; onRevoked: () => void };

/** What can be done with a link: below its address, wherever it is listed. */
export function LinkActions({ link, onRevoked }: Props) {
  const t = useTranslations('links.row');
  const name = useLinkName()(link);
  return (
    <div className="-mx-2 flex flex-wrap items-center justify-between gap-x-2">
      <Link
        href={linkPath(link.id)}
        prefetch={false}
        aria-label={t('editNamed', { name: isolate(name) })}
        className={buttonClass({ variant: 'ghost', size: 'small', className: 'text-xs!' })}
      >
        <Pencil aria-hidden className="size-3.5" />
        {t('edit')}
      </Link>
      <RevokeButton link={link} onRevoked={onRevoked} />
    </div>
  );
}
