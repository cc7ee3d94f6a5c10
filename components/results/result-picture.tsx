'use client';

import { type ReactNode, useState } from 'react';
import { Compare, type ComparisonTexts } from '@/components/compare/compare';
import type { Comparison } from '@/components/ui/preference-cookies';
import { RemoteImage } from '@/components/ui/remote-image';
import type { JobView } from '@/lib/jobs';
import { Fitted } from './fitted';
import { PictureFrame } from './picture-frame';
import { Revealed } from './revealed';
import type { Sources } from './sources';
import { useFrameRatio } from './use-frame-ratio';
import { useReveal } from './use-reveal';

type Props = {
  job: Pick<JobView, 'state' | 'hasPicture' | 'result'>;
  output: Sources;
  /** The address of the input picture, null without one. */
  input: string | null;
  /** The alternative texts of the result, and of both where they are compared. */
  alts: { result: string; before: string; after: string };
  /** How wide the picture is shown, for `<img sizes>`. */
  sizes: string;
  comparison: Comparison;
  /** The frame gets no higher than the window less this, rem. */
  below: number;
  texts: ComparisonTexts;
  /** What is said while Gepetto renders, and while the picture is being fetched. */
  notes: { waiting: ReactNode; arriving: ReactNode };
  /** Controls over the picture. */
  controls?: ReactNode;
};

/** The one frame of a job that has, or will have, a picture: it is revealed in there, compared with its input. */
export function ResultPicture(props: Props) {
  const { job, output, input, alts, sizes, comparison, below, texts, notes, controls } = props;
  const { result } = job;
  const { phase, fresh } = useReveal(job);
  const ratio = useFrameRatio(result, fresh);
  const [sweeping, setSweeping] = useState(false);
  const after = { src: output.src, srcSet: output.srcSet, onRatio: ratio.onOutput };
  const shown = phase === 'shown';
  return (
    <PictureFrame
      ratio={ratio.frame}
      below={below}
      hint={{ thumbHash: fresh ? null : (result?.picture?.thumbHash ?? null), input }}
      onHintRatio={ratio.onInput}
      waiting={!shown}
      note={shown ? null : notes[phase === 'arriving' ? 'arriving' : 'waiting']}
    >
      {shown && (
        <Revealed fresh={fresh} onRevealed={() => setSweeping(true)}>
          <Fitted ratio={ratio.output}>
            {input ? (
              <Compare
                before={{ src: input, alt: alts.before }}
                after={{ ...after, alt: alts.after }}
                sizes={sizes}
                texts={texts}
                initial={comparison}
                entrance={fresh ? (sweeping ? 'sweeping' : 'waiting') : 'done'}
              />
            ) : (
              <RemoteImage
                {...after}
                alt={alts.result}
                sizes={sizes}
                overHint
                missingText={texts.missing}
                className="size-full object-contain"
              />
            )}
          </Fitted>
          {controls}
        </Revealed>
      )}
    </PictureFrame>
  );
}
