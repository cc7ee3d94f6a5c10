'use client';

import { Braces, Download, Sheet } from 'lucide-react';
import { Menu, MenuLink } from '@/components/ui/menu';
import { type Choice, exportHref } from './history-href';

/** Downloads every page of the filtered history as a file. */
export function ExportMenu({ filter }: { filter: Choice }) {
  return (
    <Menu labelled name="Export" icon={<Download aria-hidden className="size-5" />}>
      <MenuLink href={exportHref(filter, 'csv')} download>
        <Sheet aria-hidden className="size-4 text-muted" />
        Spreadsheet (CSV)
      </MenuLink>
      <MenuLink href={exportHref(filter, 'jsonl')} download>
        <Braces aria-hidden className="size-4 text-muted" />
        JSON Lines
      </MenuLink>
    </Menu>
  );
}
