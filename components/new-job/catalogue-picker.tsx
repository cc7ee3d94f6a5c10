'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import {
  type CatalogueItem,
  findItems,
  itemName,
  type ListName,
  namedItem,
} from '@/lib/catalogue/model';
import { CatalogueTile } from './catalogue-tile';
import { ChoiceGroup } from './choice-tile';

/** As many are shown before "Show all". */
const FIRST = 12;
/** The longest id that can be typed, characters. */
const MAX_ID = 128;

type Props = {
  /** Gepetto's name of the field. */
  field: string;
  legend: string;
  list: ListName;
  items: readonly CatalogueItem[];
  several?: boolean;
  /** Whether a person may choose none. */
  optional?: boolean;
  /** The chosen ids: at most one unless `several`. */
  value: readonly string[];
  onChange: (value: string[]) => void;
  problem?: ReactNode;
};

const typedItem = (id: string): CatalogueItem => ({ id, french: id, english: id, picture: null });

/** Chooses from one of Gepetto's lists. What the list does not have can be typed. */
export function CataloguePicker(props: Props) {
  const {
    field,
    legend,
    list,
    items,
    several = false,
    optional = false,
    value,
    onChange,
    problem,
  } = props;
  const t = useTranslations('newJob.picker');
  const locale = useLocale();
  const name = useId();
  const [query, setQuery] = useState('');
  const [all, setAll] = useState(false);
  const text = query.trim();

  const typed = value.filter((id) => !items.some((item) => item.id === id)).map(typedItem);
  const known = [...typed, ...items];
  const found = text === '' ? known : findItems(known, text);
  const shown =
    all || text !== ''
      ? found
      : found.filter((item, index) => index < FIRST || value.includes(item.id));
  const hidden = found.length - shown.length;
  const canType = text !== '' && text.length <= MAX_ID && !namedItem(known, text);

  function choose(id: string) {
    const others = several ? value.filter((one) => one !== id) : [];
    onChange(several && value.includes(id) ? others : [...others, id]);
  }
  function take(id: string) {
    if (!value.includes(id)) choose(id);
    setQuery('');
  }
  /** Enter takes what was typed, and does not send the form. */
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (text === '' || text.length > MAX_ID) return;
    const only = found.length === 1 ? found[0] : undefined;
    take((namedItem(known, text) ?? only)?.id ?? text);
  }

  /** Above a long list, to search it; below a short one, for what it lacks. */
  const search = (
    <Input
      type="search"
      value={query}
      onChange={(event) => setQuery(event.target.value)}
      onKeyDown={onKeyDown}
      aria-label={t('search', { field: legend })}
      placeholder={items.length > FIRST ? t('placeholder') : t('other')}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      enterKeyHint="done"
      className="w-full"
    />
  );

  return (
    <ChoiceGroup legend={legend} problem={problem} id={field}>
      {items.length > FIRST && search}
      <div className="flex flex-wrap gap-2">
        {shown.map((item) => (
          <CatalogueTile
            key={item.id}
            list={list}
            item={item}
            type={several ? 'checkbox' : 'radio'}
            name={name}
            checked={value.includes(item.id)}
            onChange={() => choose(item.id)}
          >
            {itemName(item, locale)}
          </CatalogueTile>
        ))}
        {optional && value.length > 0 && (
          <Button variant="ghost" onClick={() => onChange([])}>
            {t('none')}
          </Button>
        )}
        {canType && (
          <Button onClick={() => take(text)} className="min-w-0">
            <span className="truncate">{t('use', { id: text })}</span>
          </Button>
        )}
        {hidden > 0 && (
          <Button variant="ghost" onClick={() => setAll(true)}>
            {t('all', { count: found.length })}
          </Button>
        )}
      </div>
      {items.length <= FIRST && search}
    </ChoiceGroup>
  );
}
