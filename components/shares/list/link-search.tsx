'use client';

import { useTranslations } from 'next-intl';
import { SearchField } from '@/components/ui/search-field';
import { linksPath } from '@/lib/paths';

/** Searches links: a plain GET form, which works without a script. */
export function LinkSearch({ q = '' }: { q: string | undefined }) {
  const t = useTranslations('links.search');
  return (
    <form key={q} action={linksPath()} aria-label={t('label')} className="mb-4">
      <SearchField
        label={t('field')}
        maxLength={100}
        defaultValue={q}
        onChange={({ target }) => {
          // Clearing the field applies at once.
          if (target.value === '' && q !== '') target.form?.requestSubmit();
        }}
        className="w-full sm:w-96"
      />
    </form>
  );
}
