import { useTranslations } from 'next-intl';
import { PendingNote } from '@/components/results/pending-note';
import { PictureFrame } from '@/components/results/picture-frame';
import { Revealed } from '@/components/results/revealed';
import { useReveal } from '@/components/results/use-reveal';
import { useConnection } from '@/components/ui/connection';
import { DimmedInput } from '@/components/wall/dimmed-input';
import { FramedPicture, type Place } from '@/components/wall/framed-picture';
import type { JobView } from '@/lib/jobs';
import { jobPicturePath } from '@/lib/paths';
import { pictureAlt } from './job-name';

type Props = {
  job: JobView;
  /** The server's time at rendering, ms UTC. */
  now: number;
  place: Place;
  /** Called when the picture has failed, and when it has come after all. */
  onMissing: (missing: boolean) => void;
};

/** Whether a card shows its job's result. */
export function showsResult({ state, hasPicture, result }: JobView): boolean {
  return state === 'succeeded' && hasPicture && result?.state !== 'expired';
}

/** Whether a card has to say why it shows no picture. */
export const withoutPicture = (job: JobView) => job.state !== 'pending' && !showsResult(job);

/** The frame of a card: its size does not change, whatever comes into it. A new picture is revealed in it. */
export function JobThumb({ job, now, place, onMissing }: Props) {
  const { online } = useConnection();
  const t = useTranslations('jobs.picture');
  const tPicture = useTranslations('common.picture');
  const { phase, fresh } = useReveal(job);
  const arriving = phase === 'arriving';
  const waiting = job.state === 'pending' || arriving;
  const shown = showsResult(job) && !arriving;
  const none = withoutPicture(job);
  const note = waiting && (
    <PendingNote
      phase={arriving ? 'arriving' : 'waiting'}
      createdAt={job.createdAt}
      now={now}
      troubled={job.trouble !== null}
      offline={online ? null : t('offline')}
    />
  );
  return (
    <PictureFrame
      ratio={place.frame}
      hint={{
        thumbHash: shown && !fresh ? (job.result?.picture?.thumbHash ?? null) : null,
        // Without a result the input is dimmed instead, so that the reason on it can be read.
        input:
          (waiting || fresh) && !none && job.hasInput
            ? jobPicturePath(job.id, { of: 'input' })
            : null,
      }}
      waiting={waiting}
      note={note}
      className={`col-start-1 row-start-1 shadow-none! ${none ? 'border border-line bg-panel!' : ''}`}
    >
      {shown && (
        <Revealed fresh={fresh}>
          <FramedPicture
            job={job}
            alt={pictureAlt(job, tPicture)}
            place={place}
            onMissing={onMissing}
          />
        </Revealed>
      )}
      {none && <DimmedInput job={job} />}
    </PictureFrame>
  );
}
