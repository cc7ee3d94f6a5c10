'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Input } from '@/components/ui/input';
import { linksPath } from '@/lib/paths';

/** Searches links: a plain GET form, which works without a script. */
export function LinkSearch({ q = '' }: { q: string | undefined }) {
  const t = useTranslations('links.search');
  return (
    <form key={q} action={linksPath()} aria-label={t('label')} className="mb-4">
      <div className="relative w-full sm:w-96">
        <Search aria-hidden className="absolute top-3 left-3 size-4 text-muted" />
        <Input
          type="search"
          name="q"
          dir="auto"
          maxLength={100}
          aria-label={t('field')}
          placeholder={t('field')}
          defaultValue={q}
          onChange={({ target }) => {
            // Clearing the field applies at once.
            if (target.value === '' && q !== '') target.form?.requestSubmit();
          }}
          className="w-full pl-9!"
        />
      </div>
    </form>
  );
}
