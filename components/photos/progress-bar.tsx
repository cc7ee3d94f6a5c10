import { clsx } from 'clsx';

type Props = {
  label: string;
  /** From 0 to 1; null while it is not known how far it is. */
  value: number | null;
  className?: string;
};

/** A thin bar that fills. Browsers draw their own too differently. */
export function ProgressBar({ label, value, className }: Props) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(value !== null && { 'aria-valuenow': Math.round(value * 100) })}
      className={clsx('h-1.5 overflow-hidden rounded-full bg-sunken', className)}
    >
      <div
        className={clsx('h-full rounded-full bg-accent', value === null && 'animate-breathe')}
        style={{ width: `${(value ?? 1) * 100}%` }}
      />
    </div>
  );
}
