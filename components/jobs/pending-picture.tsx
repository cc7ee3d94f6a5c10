import { useTranslations } from 'next-intl';
import { Elapsed } from '@/components/ui/time';

type Props = {
  /** The address of the input picture, if the job has one. */
  input: string | null;
  createdAt: number;
  /** The server's time at rendering, ms UTC. */
  now: number;
  /** Whether the last check failed. */
  troubled: boolean;
  /** Shown instead of the time while the device is offline: what happens meanwhile is not known. */
  offline?: string | null;
};

/** Stands in for a picture that is still rendering. Upstream reports no progress, so only the time is shown. */
export function PendingPicture({ input, createdAt, now, troubled, offline = null }: Props) {
  const t = useTranslations('common.picture');
  return (
    <div className="relative grid aspect-3/2 w-full place-items-center overflow-hidden rounded-print bg-sunken">
      {input && (
        <img
          src={input}
          alt=""
          width={1536}
          height={1024}
          decoding="async"
          className="absolute inset-0 size-full object-cover opacity-30 blur-[2px] grayscale"
        />
      )}
      <p className="relative flex items-center gap-2.5 rounded-full bg-panel px-4 py-2 text-sm shadow-print">
        {offline ?? (
          <>
            <span aria-hidden className="size-2 animate-breathe rounded-full bg-accent" />
            {troubled ? t('waiting') : t('rendering')}
            <span className="text-muted">
              <Elapsed from={createdAt} to={null} now={now} />
            </span>
          </>
        )}
      </p>
    </div>
  );
}
