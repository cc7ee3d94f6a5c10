'use client';

import { WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useConnection } from '@/components/ui/connection';
import { Time } from '@/components/ui/time';

/** How long the note stays after the network has come back, ms. */
const BACK_SHOWN_MS = 8_000;

/** Says that the device is offline and how old the page is, and says when it is back. */
export function ConnectionNote() {
  const t = useTranslations('common.connection');
  const { online, since } = useConnection();
  const [back, setBack] = useState(false);
  const [wasOffline, setWasOffline] = useState(false);
  if (online === wasOffline) {
    setWasOffline(!online);
    setBack(online);
  }
  useEffect(() => {
    if (!back) return;
    const timer = setTimeout(() => setBack(false), BACK_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [back]);

  return (
    <div className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex justify-center">
      <p
        role="status"
        className="pointer-events-auto flex items-center gap-2.5 rounded-panel border border-line bg-panel px-4 py-2.5 text-sm shadow-float empty:hidden"
      >
        {!online && (
          <>
            <WifiOff aria-hidden className="size-4 shrink-0 text-warn" />
            <span>{t.rich('offline', { time: () => <Time at={since} /> })}</span>
          </>
        )}
        {online && back && t('back')}
      </p>
    </div>
  );
}
