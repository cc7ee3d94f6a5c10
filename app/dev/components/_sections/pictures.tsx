'use client';

import type { ReactNode } from 'react';
import { PendingNote } from '@/components/results/pending-note';
import { PictureFrame } from '@/components/results/picture-frame';
import { ResultPicture } from '@/components/results/result-picture';
import type { Sources } from '@/components/results/sources';
import { useComparisonTexts } from '@/components/results/texts';
import { Picture } from '@/components/ui/picture';
import { COMPARISONS, type Comparison } from '@/components/ui/preference-cookies';
import { type SectionProps, Specimen } from './specimen';

const BEFORE = '/hero/before.webp';
const AFTER = '/hero/after.webp';
const THUMB_HASH = '1QcSHQRnh493V4dIh4eXh1h4kJUI';

const OUTPUT: Sources = { src: AFTER, srcSet: undefined, full: AFTER, width: 1536, height: 1024 };
const ALTS = { result: 'A living room', before: 'Before', after: 'After' };
const DONE = { state: 'succeeded', hasPicture: true, result: null } as const;

type FrameProps = { hint: { thumbHash: string | null; input: string | null }; note?: ReactNode };

/** A frame without its picture. */
function Waiting({ hint, note }: FrameProps) {
  return <PictureFrame ratio={3 / 2} hint={hint} waiting={note !== undefined} note={note} />;
}

/** A frame with its picture, compared in one way; without an input there is nothing to compare. */
function Done({ input, way }: { input: string | null; way: Comparison }) {
  return (
    <ResultPicture
      job={DONE}
      output={OUTPUT}
      input={input}
      alts={ALTS}
      sizes="20rem"
      comparison={way}
      below={8}
      texts={useComparisonTexts()}
      notes={{ waiting: null, arriving: null }}
    />
  );
}

export function Pictures({ now }: SectionProps) {
  const nothing = { thumbHash: null, input: null };
  const input = { thumbHash: null, input: BEFORE };
  const pending = { createdAt: now, now, troubled: false };
  return (
    <>
      <Specimen name="Picture: present, missing">
        <Picture src={AFTER} alt="A living room" className="h-auto w-full" />
        <Picture src="/hero/none.webp" alt="A living room" className="w-full" />
      </Specimen>
      <Specimen name="Frame: waiting, without and with an input">
        <Waiting hint={nothing} note={<PendingNote phase="waiting" {...pending} />} />
        <Waiting hint={input} note={<PendingNote phase="waiting" {...pending} />} />
      </Specimen>
      <Specimen name="Frame: the last check failed, the picture is arriving">
        <Waiting hint={input} note={<PendingNote phase="waiting" {...pending} troubled />} />
        <Waiting hint={input} note={<PendingNote phase="arriving" {...pending} />} />
      </Specimen>
      <Specimen name="Frame: a stored picture that is being loaded">
        <Waiting hint={{ thumbHash: THUMB_HASH, input: null }} />
      </Specimen>
      <Specimen name="Frame: a picture, and the ways to compare">
        <Done input={null} way="slider" />
        {COMPARISONS.map((way) => (
          <Done key={way} input={BEFORE} way={way} />
        ))}
      </Specimen>
    </>
  );
}
