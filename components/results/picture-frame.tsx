'use client';

import { clsx } from 'clsx';
import { type ReactNode, useState } from 'react';
import { useHydratedValue } from '@/components/ui/hydration';
import { averageColour, blurredUrl } from './thumb-hash';

type Props = {
  /** Width / height of the frame; it does not depend on what is in it. Null if the frame's parent gives it its size. */
  ratio: number | null;
  /** The frame gets no higher than the window less this, rem. */
  below?: number;
  hint: {
    thumbHash: string | null;
    /** The address of the input picture. */
    input: string | null;
  };
  /** Called with width / height of the input when it has loaded. */
  onHintRatio?: (ratio: number) => void;
  /** Whether light sweeps over the hint: there is a picture to wait for. */
  waiting: boolean;
  /** The picture, over the hint. */
  children?: ReactNode;
  /** What is said meanwhile, over all. */
  note?: ReactNode;
  className?: string;
};

/** What will be in a frame, blurred: the result's ThumbHash, else the input. */
function Hint({ hint, onHintRatio }: Pick<Props, 'hint' | 'onHintRatio'>) {
  const { thumbHash, input } = hint;
  const blurred = useHydratedValue(() => thumbHash && blurredUrl(thumbHash), null);
  const [failed, setFailed] = useState<string | null>(null);
  const shown = blurred ?? (thumbHash ? null : input);
  if (!shown || shown === failed) return null;
  const learn = ({ naturalWidth, naturalHeight }: HTMLImageElement) => {
    // Browsers draw a broken picture even if it has no text.
    if (naturalWidth === 0) setFailed(shown);
    else if (!blurred) onHintRatio?.(naturalWidth / naturalHeight);
  };
  return (
    <img
      ref={(element) => {
        if (element?.complete) learn(element);
      }}
      onLoad={({ currentTarget }) => learn(currentTarget)}
      onError={() => setFailed(shown)}
      src={shown}
      alt=""
      decoding="async"
      className={clsx('absolute inset-0 size-full object-cover', !blurred && 'scale-105 blur-md')}
    />
  );
}

/**
 * The place of a picture, from the first render of its job on: its size is reserved, and a hint of the picture is in
 * it. Whatever happens inside, nothing around it moves.
 */
export function PictureFrame(props: Props) {
  const { ratio, below, hint, onHintRatio, waiting, children, note, className } = props;
  const { thumbHash } = hint;
  return (
    <div
      data-picture-frame={waiting ? 'waiting' : 'shown'}
      className={clsx(
        'relative isolate w-full overflow-hidden rounded-print bg-sunken shadow-print',
        ratio === null && 'h-full',
        className,
      )}
      style={{
        ...(ratio !== null && { aspectRatio: ratio }),
        ...(ratio !== null && below && { maxWidth: `calc((100svh - ${below}rem) * ${ratio})` }),
        ...(thumbHash && { backgroundColor: averageColour(thumbHash) }),
      }}
    >
      <Hint hint={hint} {...(onHintRatio && { onHintRatio })} />
      {waiting && (
        <>
          <div className="absolute inset-0 bg-wall/35" />
          <div
            aria-hidden
            className="-translate-x-full absolute inset-0 animate-sweep bg-linear-to-r from-transparent via-white/20 to-transparent"
          />
        </>
      )}
      {children && <div className="absolute inset-0">{children}</div>}
      {note && <div className="absolute inset-0 grid place-items-center">{note}</div>}
    </div>
  );
}
