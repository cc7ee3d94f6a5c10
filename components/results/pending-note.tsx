import { useTranslations } from 'next-intl';
import { Elapsed } from '@/components/ui/time';

type Props = {
  /** `arriving`: the job has succeeded, and its picture is being fetched. */
  phase: 'waiting' | 'arriving';
  createdAt: number;
  /** The server's time at rendering, ms UTC. */
  now: number;
  /** Whether the last check failed. */
  troubled: boolean;
  /** Shown instead of the time while the device is offline: what happens meanwhile is not known. */
  offline?: string | null;
};

/** What is said over a picture that is not there yet. Upstream reports no progress, so only the time is shown. */
export function PendingNote({ phase, createdAt, now, troubled, offline = null }: Props) {
  const t = useTranslations('common.picture');
  const said = troubled ? t('waiting') : t('rendering');
  return (
    <p className="flex items-center gap-2.5 rounded-full bg-panel px-4 py-2 text-sm shadow-print @max-[13rem]:gap-1.5 @max-[13rem]:px-2.5 @max-[13rem]:py-1 @max-[13rem]:text-xs">
      {offline ?? (
        <>
          <span aria-hidden className="size-2 animate-breathe rounded-full bg-accent" />
          {phase === 'arriving' ? t('arriving') : said}
          {phase === 'waiting' && (
            <span className="text-muted">
              <Elapsed from={createdAt} to={null} now={now} />
            </span>
          )}
        </>
      )}
    </p>
  );
}
