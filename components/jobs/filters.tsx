'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { useEffect, useRef, useTransition } from 'react';
import { Checkbox, Select } from '@/components/ui/input';
import { SearchField } from '@/components/ui/search-field';
import { STATES } from '@/lib/jobs/model';
import { withoutControls } from '@/lib/visible-text';

/** The parameters of /jobs; lib/jobs reads the same ones on the server. */
const PARAMS = {
  q: parseAsString,
  state: parseAsStringLiteral(STATES),
  mode: parseAsString,
  archived: parseAsStringLiteral(['1', 'true']),
  /** The photo whose results are shown; no control of the form changes it. */
  photo: parseAsString,
  /** The cursor of the page; a new filter starts at the first page. */
  after: parseAsString,
};

type Props = {
  /** The modes of the jobs in this history. */
  modes: string[];
};

function FilterForm({ modes }: Props) {
  const t = useTranslations('jobs');
  const [busy, startTransition] = useTransition();
  const [filter, setFilter] = useQueryStates(PARAMS, {
    history: 'push',
    shallow: false,
    startTransition,
  });
  const search = useRef<HTMLInputElement>(null);
  const { q, state, mode, archived, photo } = filter;

  // The search follows the address, for example after Back, but keeps what is typed in the meantime.
  useEffect(() => {
    if (search.current) search.current.value = q ?? '';
  }, [q]);

  function apply(form: HTMLFormElement | null) {
    if (!form) return;
    const data = new FormData(form);
    const value = (name: keyof typeof PARAMS) => String(data.get(name) ?? '');
    setFilter({
      q: withoutControls(value('q')) || null,
      state: PARAMS.state.parse(value('state')),
      mode: value('mode') || null,
      archived: PARAMS.archived.parse(value('archived')),
      after: null,
    });
  }

  const allModes = mode && !modes.includes(mode) ? [...modes, mode] : modes;
  return (
    <form
      action="/jobs"
      aria-label={t('filter.label')}
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        apply(event.currentTarget);
      }}
      className="aria-busy:animate-breathe grid grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap sm:gap-3"
    >
      {photo && <input type="hidden" name="photo" value={photo} />}
      <SearchField
        ref={search}
        label={t('filter.search')}
        placeholder={t('filter.searchHint')}
        defaultValue={q ?? ''}
        onChange={({ target }) => {
          // A search applies on Enter; clearing the field applies at once.
          if (target.value === '' && q) apply(target.form);
        }}
        className="col-span-2 sm:w-64 lg:w-80"
      />
      <Select
        name="state"
        aria-label={t('filter.state')}
        value={state ?? ''}
        onChange={({ target }) => apply(target.form)}
        className="min-w-0"
      >
        <option value="">{t('filter.anyState')}</option>
        {STATES.map((value) => (
          <option key={value} value={value}>
            {t(`state.${value}`)}
          </option>
        ))}
      </Select>
      <Select
        name="mode"
        aria-label={t('filter.mode')}
        value={mode ?? ''}
        onChange={({ target }) => apply(target.form)}
        className="min-w-0"
      >
        <option value="">{t('filter.anyMode')}</option>
        {allModes.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </Select>
      <Checkbox
        name="archived"
        value="1"
        checked={archived !== null}
        onChange={({ target }) => apply(target.form)}
      >
        {t('filter.archived')}
      </Checkbox>
      {(q || state || mode || photo) && (
        <Link href="/jobs" className="py-2 text-accent text-sm underline underline-offset-4">
          {t('filter.clear')}
        </Link>
      )}
    </form>
  );
}

/**
 * The filter of the history. A plain GET form, which works without JavaScript; with it, each choice becomes
 * an entry in the browser's history.
 */
export function Filters(props: Props) {
  return (
    <NuqsAdapter>
      <FilterForm {...props} />
    </NuqsAdapter>
  );
}
