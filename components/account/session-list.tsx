'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import { RelativeTime, Time } from '@/components/ui/time';
import type { SessionView } from '@/lib/auth';
import { Section } from './section';

/** `Paris, FR` in the reader's language; networks as they are. */
function placeInWords(place: string, locale: string): string {
  const [, city = '', country] = /^(.*?)(?:^|, )([A-Z]{2})$/.exec(place) ?? [];
  if (!country) return place;
  const name = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }).of(country);
  return [city, name].filter(Boolean).join(', ');
}

/** Returns a function that names the browser and the system of a session. */
function useDeviceName() {
  const t = useTranslations('security.sessions');
  return ({ browser, system }: SessionView): string => {
    if (browser && system) return t('device', { browser, system });
    const name = browser ?? system;
    return name ? t('browser', { browser: name }) : t('unknown');
  };
}

type RowProps = { session: SessionView; now: number };

/** One session: browser, place, last use, and the button that ends it. */
function SessionRow({ session, now }: RowProps) {
  const t = useTranslations('security.sessions');
  const locale = useLocale();
  const router = useRouter();
  const deviceName = useDeviceName();
  const { busy, error, run } = useAction();
  const { id, place, isNear, isThis, createdAt, lastSeenAt } = session;
  const name = deviceName(session);

  function signOut() {
    run(async () => {
      await callApi('DELETE /api/account/sessions/{id}', { params: { id } });
      announce(t('signedOut'));
      router.refresh();
    });
  }

  return (
    <div className="flex flex-col items-start gap-x-6 gap-y-3 py-4 sm:flex-row sm:justify-between">
      <div className="flex min-w-0 flex-col gap-1.5">
        <h3 className="wrap-anywhere flex flex-wrap items-baseline gap-x-3 font-medium">
          {name}
          {isThis && <span className="font-normal text-accent text-sm">{t('this')}</span>}
        </h3>
        <p className="flex flex-wrap gap-x-3 gap-y-1 text-muted text-xs">
          {place !== null && (
            <span className="wrap-anywhere">
              {isNear ? t('near') : t('from', { place: placeInWords(place, locale) })}
            </span>
          )}
          <span>{t.rich('since', { time: () => <Time at={createdAt} /> })}</span>
          {lastSeenAt !== null && (
            <span>
              {t.rich('lastSeen', { time: () => <RelativeTime at={lastSeenAt} now={now} /> })}
            </span>
          )}
        </p>
        <ErrorMessage message={error} />
      </div>
      {!isThis && (
        <Button
          size="small"
          busy={busy}
          aria-label={t('signOutNamed', { name })}
          onClick={signOut}
          className="shrink-0"
        >
          {t('signOut')}
        </Button>
      )}
    </div>
  );
}

/** Asks before signing out everywhere else. */
function OthersDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('security.sessions');
  const router = useRouter();
  async function signOutOthers() {
    await callApi('DELETE /api/account/sessions');
    announce(t('othersDone'));
    onClose();
    router.refresh();
  }
  return (
    <ConfirmDialog
      title={t('othersTitle')}
      action={t('signOutOthers')}
      variant="primary"
      onConfirm={signOutOthers}
      onClose={onClose}
    >
      {t('othersBody')}
    </ConfirmDialog>
  );
}

type ListProps = { sessions: SessionView[]; now: number };

/** Where the user is signed in. `now` is the server's time, ms UTC. */
export function SessionList({ sessions, now }: ListProps) {
  const t = useTranslations('security.sessions');
  const [asking, setAsking] = useState(false);
  return (
    <Section title={t('title')} intro={t('intro')}>
      <ul className="divide-y divide-line border-line border-y">
        {sessions.map((session) => (
          <li key={session.id}>
            <SessionRow session={session} now={now} />
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button onClick={() => setAsking(true)} className="self-start">
          {t('signOutOthers')}
        </Button>
      )}
      {asking && <OthersDialog onClose={() => setAsking(false)} />}
    </Section>
  );
}
