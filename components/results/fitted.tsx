import { clsx } from 'clsx';
import type { ReactNode } from 'react';

type Props = {
  /** Width / height of the content; null to fill the place. */
  ratio: number | null;
  className?: string;
  children: ReactNode;
};

/** Fits content of known proportions into a place of any proportions, in its middle. The content is positioned. */
export function Fitted({ ratio, className, children }: Props) {
  const size = ratio && {
    width: `min(100cqw, calc(100cqh * ${ratio}))`,
    height: `min(100cqh, calc(100cqw / ${ratio}))`,
  };
  return (
    <div className={clsx('grid size-full place-items-center [container-type:size]', className)}>
      <div className={clsx('relative', !size && 'size-full')} style={size || undefined}>
        {children}
      </div>
    </div>
  );
}
