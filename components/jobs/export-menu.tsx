'use client';

import { Braces, Download, Sheet } from 'lucide-react';
import { MENU_ITEM, Menu } from '@/components/ui/menu';
import { type Choice, exportHref } from './history-href';

/** Saves what is chosen of the history, all pages of it, as a file. */
export function ExportMenu({ filter }: { filter: Choice }) {
  return (
    <Menu named name="Export" icon={<Download aria-hidden className="size-5" />}>
      <a href={exportHref(filter, 'csv')} download className={`${MENU_ITEM} whitespace-nowrap`}>
        <Sheet aria-hidden className="size-4 text-muted" />
        Spreadsheet (CSV)
      </a>
      <a href={exportHref(filter, 'jsonl')} download className={`${MENU_ITEM} whitespace-nowrap`}>
        <Braces aria-hidden className="size-4 text-muted" />
        JSON Lines
      </a>
    </Menu>
  );
}
