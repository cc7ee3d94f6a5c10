import { Elapsed } from '@/components/ui/time';

type Props = {
  /** The URL of the input picture, if known. */
  input: string | null;
  createdAt: number;
  /** The server's time at rendering, ms UTC. */
  now: number;
  /** Whether the last check failed. */
  troubled: boolean;
};

/**
 * A placeholder for the picture of a pending job. Upstream reports no progress, so it shows the elapsed time
 * only.
 */
export function PendingPicture({ input, createdAt, now, troubled }: Props) {
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
        <span aria-hidden className="size-2 animate-breathe rounded-full bg-accent" />
        {troubled ? 'Waiting for Gepetto' : 'Being made'}
        <span className="text-muted">
          <Elapsed from={createdAt} to={null} now={now} />
        </span>
      </p>
    </div>
  );
}
