'use client';

import { Braces, Download, FileText, Sheet } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Menu, MenuLink } from '@/components/ui/menu';
import { type Choice, exportHref } from './history-links';

/** Downloads every page of the filtered history as a file. */
export function ExportMenu({ filter }: { filter: Choice }) {
  const t = useTranslations('jobs.export');
  return (
    <Menu labelled name={t('menu')} icon={<Download aria-hidden className="size-5" />}>
      <MenuLink href={exportHref(filter, 'excel')} download>
        <Sheet aria-hidden className="size-4 text-muted" />
        {t('excel')}
      </MenuLink>
      <MenuLink href={exportHref(filter, 'csv')} download>
        <FileText aria-hidden className="size-4 text-muted" />
        {t('csv')}
      </MenuLink>
      <MenuLink href={exportHref(filter, 'jsonl')} download>
        <Braces aria-hidden className="size-4 text-muted" />
        {t('jsonl')}
      </MenuLink>
    </Menu>
  );
}
