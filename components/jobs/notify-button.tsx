'use client';

import { Bell, BellRing } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { useHydratedValue } from '@/components/ui/hydration';
import type { JobView } from '@/lib/jobs';
import { isSettled } from '@/lib/jobs/model';
import { stateIcon } from './browser-tab';
import { isolatedName } from './job-name';

/** The person's choice in this browser. The browser's own permission says only whether it is possible. */
const KEY = 'bottega-notify';

const listeners = new Set<() => void>();
const isSupported = () => typeof Notification !== 'undefined';

function isOn(): boolean {
  if (!isSupported() || Notification.permission !== 'granted') return false;
  try {
    return localStorage.getItem(KEY) === '1';
  } catch {
    // The person lets no site store anything.
    return false;
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

/** Asks the browser only when the person asks for it. @returns whether notifications are on */
async function toggle(): Promise<boolean> {
  const on = !isOn() && (await Notification.requestPermission()) === 'granted';
  try {
    localStorage.setItem(KEY, on ? '1' : '0');
  } catch {
    return false;
  }
  for (const listener of listeners) listener();
  return on;
}

/** A quiet switch for notifications about jobs that finish while their tab is hidden. */
export function NotifyButton() {
  const t = useTranslations('jobs.notify');
  const supported = useHydratedValue(isSupported, false);
  const on = useSyncExternalStore(subscribe, isOn, () => false);
  const [blocked, setBlocked] = useState(false);
  if (!supported) return null;
  const Icon = on ? BellRing : Bell;
  return (
    <div className="flex flex-wrap items-center gap-x-3">
      <Button
        variant="ghost"
        size="small"
        onClick={async () => {
          const enabled = !on;
          setBlocked((await toggle()) !== enabled);
        }}
        className="-ml-2"
      >
        <Icon aria-hidden className="size-3.5" />
        {on ? t('on') : t('off')}
      </Button>
      <p role="status" className="text-muted text-xs empty:hidden">
        {blocked && !on && t('blocked')}
      </p>
    </div>
  );
}

/** Notifies of each job that settles while the tab is hidden, if the person has asked for it. */
export function useNotifications(rendered: JobView[], jobs: JobView[]): void {
  const t = useTranslations('jobs.state');
  const before = new Map(rendered.map(({ id, state }) => [id, state]));
  const settled = jobs.filter(({ id, state }) => isSettled(state) && before.get(id) === 'pending');
  const told = useRef(new Set<string>());
  const key = settled.map(({ id }) => id).join(' ');
  useEffect(() => {
    if (document.visibilityState !== 'hidden' || !isOn()) return;
    for (const job of settled.filter(({ id }) => !told.current.has(id))) {
      told.current.add(job.id);
      try {
        // The tag makes one notification of those of several tabs.
        const options = { tag: `bottega-${job.id}`, icon: stateIcon(job.state) };
        const shown = new Notification(`${isolatedName(job)}: ${t(job.state)}`, options);
        shown.onclick = () => focus();
      } catch {
        // Chrome on Android wants a service worker; the tab's title still tells.
      }
    }
  }, [key]);
}
