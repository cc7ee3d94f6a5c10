import type { ComponentProps } from 'react';
import { PendingNote } from '@/components/results/pending-note';
import { PictureFrame } from '@/components/results/picture-frame';

type Props = Omit<ComponentProps<typeof PendingNote>, 'phase'> & {
  /** The address of the input picture, if the job has one. */
  input: string | null;
};

/** Stands in for a picture that is still rendering. */
export function PendingPicture({ input, ...note }: Props) {
  return (
    <PictureFrame
      ratio={3 / 2}
      hint={{ thumbHash: null, input }}
      waiting
      note={<PendingNote phase="waiting" {...note} />}
    />
  );
}
