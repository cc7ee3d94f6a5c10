'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/input';
import { SearchField } from '@/components/ui/search-field';
import { PEOPLE_FILTERS, type PeopleFilter } from '@/lib/people/model';

type Props = { q: string | undefined; show: PeopleFilter };

/** Searches people: a plain GET form. */
export function PeopleFilters({ q = '', show }: Props) {
  const t = useTranslations('people.filters');
  return (
    <form
      key={`${q} ${show}`}
      action="/operator/people"
      aria-label={t('label')}
      className="mb-6 flex flex-wrap items-center gap-2"
    >
      <SearchField
        label={t('search')}
        maxLength={200}
        defaultValue={q}
        className="w-full sm:w-80"
      />
      <Select
        name="show"
        aria-label={t('show')}
        defaultValue={show}
        className="min-w-0 flex-1 sm:flex-none"
      >
        {PEOPLE_FILTERS.map((value) => (
          <option key={value} value={value}>
            {t(value)}
          </option>
        ))}
      </Select>
      <Button type="submit">{t('apply')}</Button>
    </form>
  );
}
