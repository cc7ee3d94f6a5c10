'use client';

import { WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useConnection } from '@/components/ui/connection';
import { useNow } from '@/components/ui/hydration';
import { LocalTime } from '@/components/ui/live-time';
import { useBriefly } from '@/components/ui/use-briefly';

/** When the device lost its network. */
export function OfflineSince({ locale }: { locale: string }) {
  return <LocalTime at={useConnection().since} locale={locale} />;
}

type Props = {
  /** The server's time, ms UTC. */
  now: number;
  /** What is said while the device is offline, with `OfflineSince` in it, and when it is back. */
  offline: ReactNode;
  back: string;
};

/** Says that the device is offline and how old the page is, and says when it is back. */
export function ConnectionNote({ now, offline, back }: Props) {
  // Every page learns the server's time from this, those without any other time too.
  useNow(now, 0);
  const { online, returns } = useConnection();
  const returned = useBriefly(returns);
  return (
    <div className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex justify-center print:hidden">
      <p
        role="status"
        className="pointer-events-auto flex items-center gap-2.5 rounded-panel border border-line bg-panel px-4 py-2.5 text-sm shadow-float empty:hidden"
      >
        {!online && (
          <>
            <WifiOff aria-hidden className="size-4 shrink-0 text-warn" />
            <span>{offline}</span>
          </>
        )}
        {online && returned && back}
      </p>
    </div>
  );
}
