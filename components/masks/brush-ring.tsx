import { clsx } from 'clsx';
import type { Point } from './bitmap';

type Props = {
  /** In pixels of the stage. */
  at: Point;
  radius: number;
  /** Whether the brush is down. */
  filled: boolean;
};

/** The outline of what the brush covers: white and black, so that it is seen on any photo. */
export function BrushRing({ at, radius, filled }: Props) {
  return (
    <span
      aria-hidden
      className={clsx(
        'pointer-events-none absolute rounded-full border border-white shadow-[0_0_0_1px_black]',
        filled && 'bg-white/30',
      )}
      style={{
        left: at.x - radius,
        top: at.y - radius,
        width: 2 * radius,
        height: 2 * radius,
      }}
    />
  );
}
