'use client';

import { Tabs as Base } from '@base-ui/react/tabs';
import { type ReactNode, useEffect, useRef } from 'react';

type Tab<Id extends string> = { id: Id; name: string };

type Props<Id extends string> = {
  /** The accessible name of the list of tabs. */
  label: string;
  tabs: readonly Tab<Id>[];
  value: Id | undefined;
  onChange: (id: Id) => void;
  /** Shown at the right end of the list. */
  end?: ReactNode;
  panel: (id: Id) => ReactNode;
};

/** Tabs over panels that scroll sideways; all panels are in the HTML, one is visible. */
export function Tabs<Id extends string>({ label, tabs, value, onChange, end, panel }: Props<Id>) {
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // On a phone the selected tab may be beyond the edge. scrollIntoView would move the page as well.
    const element = list.current;
    const tab = element?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (element && tab) {
      element.scrollLeft =
        tab.offsetLeft + tab.offsetWidth - element.offsetLeft - element.clientWidth;
    }
  }, []);

  return (
    <Base.Root
      value={value}
      onValueChange={onChange}
      className="overflow-hidden rounded-panel border border-line bg-panel"
    >
      <div className="flex items-start gap-2 border-line border-b pr-2">
        <Base.List
          ref={list}
          activateOnFocus
          aria-label={label}
          className="flex min-w-0 flex-1 overflow-x-auto px-2 [scrollbar-width:none] max-sm:mask-r-from-[calc(100%-1.5rem)]"
        >
          {tabs.map(({ id, name }) => (
            <Base.Tab
              key={id}
              value={id}
              data-tab={id}
              className="min-h-10 shrink-0 border-transparent border-b-2 px-2 text-muted text-sm -outline-offset-2 hover:text-ink sm:px-3 aria-selected:border-accent aria-selected:text-ink"
            >
              {name}
            </Base.Tab>
          ))}
        </Base.List>
        {end && <div className="grid min-h-10 place-items-center">{end}</div>}
      </div>
      {tabs.map(({ id }) => (
        <Base.Panel key={id} value={id} keepMounted className="overflow-x-auto -outline-offset-2">
          {panel(id)}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
