'use client';

import { Search } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { CONTROL } from '@/components/ui/field';
import { type Choice, historyHref, isFiltered } from './history-href';

const STATES = [
  ['pending', 'Pending'],
  ['succeeded', 'Succeeded'],
  ['failed', 'Failed'],
  ['stalled', 'Stalled'],
] as const;

/** Chooses what of the history is shown. A plain GET form, so that the address holds all of it. */
export function Filters({ filter, modes }: { filter: Choice; modes: string[] }) {
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const [shown, setShown] = useState(filter);
  const [draft, setDraft] = useState<Choice>(filter);
  const [asked, setAsked] = useState<string | null>(null);
  // A link or the Back button has changed the address: the controls follow. What was chosen here they
  // show already, and perhaps more that was typed since.
  if (historyHref(shown) !== historyHref(filter)) {
    setShown(filter);
    setAsked(null);
    if (historyHref(filter) !== asked) setDraft(filter);
  }

  function choose(choice: Choice) {
    setDraft(choice);
    setAsked(historyHref(choice));
    startTransition(() => router.push(historyHref(choice)));
  }

  function type(q: string) {
    // Emptied, by its cross too, there is nothing left to press Enter for.
    if (q === '' && filter.q) choose({ ...draft, q: undefined });
    else setDraft({ ...draft, q });
  }

  const allModes = filter.mode && !modes.includes(filter.mode) ? [...modes, filter.mode] : modes;
  return (
    <form
      action="/jobs"
      aria-label="Filter"
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        choose(draft);
      }}
      className="mb-8 aria-busy:animate-breathe grid grid-cols-[1fr_1fr_auto] items-center gap-2 sm:flex sm:flex-wrap sm:gap-3"
    >
      <div className="relative col-span-3 sm:w-64">
        <Search aria-hidden className="absolute top-3 left-3 size-4 text-muted" />
        <input
          type="search"
          name="q"
          aria-label="Search in labels and ids"
          placeholder="Search labels and ids"
          value={draft.q ?? ''}
          onChange={(event) => type(event.target.value)}
          className={`${CONTROL} w-full pl-9`}
        />
      </div>
      <select
        name="state"
        aria-label="State"
        value={draft.state ?? ''}
        onChange={(event) =>
          choose({ ...draft, state: (event.target.value || undefined) as Choice['state'] })
        }
        className={`${CONTROL} min-w-0`}
      >
        <option value="">Any state</option>
        {STATES.map(([state, word]) => (
          <option key={state} value={state}>
            {word}
          </option>
        ))}
      </select>
      <select
        name="mode"
        aria-label="Mode"
        value={draft.mode ?? ''}
        onChange={(event) => choose({ ...draft, mode: event.target.value || undefined })}
        className={`${CONTROL} min-w-0`}
      >
        <option value="">Any mode</option>
        {allModes.map((mode) => (
          <option key={mode} value={mode}>
            {mode}
          </option>
        ))}
      </select>
      <label className="flex min-h-10 items-center gap-2 text-sm">
        <input
          type="checkbox"
          name="archived"
          value="1"
          checked={draft.archived}
          onChange={(event) => choose({ ...draft, archived: event.target.checked })}
          className="size-5 accent-accent"
        />
        Archived
      </label>
      {/* The archive alone is left as it was entered. */}
      {isFiltered({ ...filter, archived: false }) && (
        <Link
          href="/jobs"
          className="col-span-3 py-2 text-accent text-sm underline underline-offset-4"
        >
          Clear the filter
        </Link>
      )}
    </form>
  );
}
