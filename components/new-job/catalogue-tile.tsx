'use client';

import { type ComponentProps, type ReactNode, useState } from 'react';
import type { CatalogueItem, ListName } from '@/lib/catalogue/model';
import { cataloguePicturePath } from '@/lib/paths';
import { ChoiceTile } from './choice-tile';

type Props = Omit<ComponentProps<typeof ChoiceTile>, 'list'> & {
  list: ListName;
  item: CatalogueItem;
  children: ReactNode;
};

/** One item of a list, with Gepetto's picture of it if it gives one that can be shown. */
export function CatalogueTile({ list, item, children, ...tile }: Props) {
  const [missing, setMissing] = useState(false);
  if (item.picture === null || missing) {
    return (
      <ChoiceTile {...tile} className="max-w-full items-center px-3 py-2">
        <span dir="auto" className="wrap-anywhere min-w-0">
          {children}
        </span>
      </ChoiceTile>
    );
  }
  return (
    <ChoiceTile {...tile} className="w-[calc((100%-1rem)/3)] flex-col overflow-hidden">
      <img
        src={cataloguePicturePath(list, item.id)}
        alt=""
        width={136}
        height={102}
        loading="lazy"
        decoding="async"
        onError={() => setMissing(true)}
        className="aspect-4/3 w-full bg-sunken object-cover"
      />
      <span dir="auto" className="wrap-anywhere line-clamp-2 px-2 py-1.5 text-xs">
        {children}
      </span>
    </ChoiceTile>
  );
}
