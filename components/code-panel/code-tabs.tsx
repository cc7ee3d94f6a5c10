'use client';

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { setCookie } from '@/components/ui/set-cookie';
import type { Snippet } from '@/lib/snippets';
import { LANGUAGE_COOKIE } from './language-cookie';
import { nextTab } from './next-tab';

type Props = { snippets: Snippet[]; initial: Snippet['id'] | undefined };

/** One program at a time, chosen by tabs; the choice is remembered. */
export function CodeTabs({ snippets, initial }: Props) {
  const prefix = useId();
  const tabs = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(initial ?? snippets[0]?.id);
  const shown = snippets.find(({ id }) => id === chosen);

  useEffect(() => {
    // On a phone the one remembered may be beyond the edge. Only sideways: the page stays where it is.
    const list = tabs.current;
    const tab = list?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (list && tab)
      list.scrollLeft = tab.offsetLeft + tab.offsetWidth - list.offsetLeft - list.clientWidth;
  }, []);

  function choose(id: Snippet['id']) {
    setChosen(id);
    setCookie(LANGUAGE_COOKIE, id);
  }

  function steer(event: KeyboardEvent) {
    const at = snippets.findIndex(({ id }) => id === chosen);
    const to = nextTab(event.key, at, snippets.length);
    const next = to === undefined ? undefined : snippets[to];
    if (!next) return;
    event.preventDefault();
    choose(next.id);
    tabs.current?.querySelector<HTMLElement>(`[data-language="${next.id}"]`)?.focus();
  }

  return (
    <div className="overflow-hidden rounded-panel border border-line bg-panel">
      <div className="flex items-start gap-2 border-line border-b pr-2">
        <div
          ref={tabs}
          role="tablist"
          aria-label="Language"
          onKeyDown={steer}
          className="flex min-w-0 flex-1 overflow-x-auto px-2 [scrollbar-width:none] max-sm:mask-r-from-[calc(100%-1.5rem)]"
        >
          {snippets.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`${prefix}-tab-${id}`}
              aria-controls={`${prefix}-panel-${id}`}
              aria-selected={id === chosen}
              tabIndex={id === chosen ? 0 : -1}
              data-language={id}
              onClick={() => choose(id)}
              className="min-h-10 shrink-0 border-transparent border-b-2 px-2 text-muted text-sm -outline-offset-2 hover:text-ink sm:px-3 aria-selected:border-accent aria-selected:text-ink"
            >
              {name}
            </button>
          ))}
        </div>
        <div className="grid min-h-10 place-items-center">
          {shown && <CopyButton text={shown.code} name={`Copy the ${shown.name} program`} />}
        </div>
      </div>
      {snippets.map(({ id, html }) => (
        <div
          key={id}
          role="tabpanel"
          id={`${prefix}-panel-${id}`}
          aria-labelledby={`${prefix}-tab-${id}`}
          hidden={id !== chosen}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be in reach of the keyboard.
          tabIndex={0}
          className="overflow-x-auto -outline-offset-2"
        >
          <pre className="w-max min-w-full p-4 font-mono text-sm leading-relaxed [tab-size:4]">
            {/* lib/snippets escapes everything but the spans that it adds. */}
            <code data-language={id} dangerouslySetInnerHTML={{ __html: html }} />
          </pre>
        </div>
      ))}
    </div>
  );
}
