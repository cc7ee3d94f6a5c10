'use client';

import { WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useConnection } from '@/components/ui/connection';
import { useNow } from '@/components/ui/hydration';
import { Time } from '@/components/ui/time';
import { useBriefly } from '@/components/ui/use-briefly';

/**
 * Says that the device is offline and how old the page is, and says when it is back.
 * @param now the server's time, ms UTC
 */
export function ConnectionNote({ now }: { now: number }) {
  // Every page learns the server's time from this, those without any other time too.
  useNow(now, 0);
  const t = useTranslations('common.connection');
  const { online, since, returns } = useConnection();
  const back = useBriefly(returns);
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
