import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

type Props = Omit<ComponentProps<'input'>, 'type' | 'className' | 'children'> & {
  type: 'radio' | 'checkbox';
  className?: string;
  children: ReactNode;
};

/** A choice as a tile that is pressed: the browser's own radio button or checkbox, with its keys, under a label. */
export function ChoiceTile({ type, className, children, ...input }: Props) {
  return (
    <label
      className={clsx(
        'relative flex min-h-10 cursor-pointer rounded-control border border-edge/60 bg-panel text-sm hover:border-edge',
        'has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent',
        'has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
        className,
      )}
    >
      <input
        {...input}
        type={type}
        className="absolute inset-0 size-full cursor-pointer opacity-0"
      />
      {children}
    </label>
  );
}

type GroupProps = {
  legend: string;
  /** Below the legend. */
  hint?: ReactNode;
  problem?: ReactNode;
  id?: string;
  children: ReactNode;
};

/** A group of choices with its name, and what is wrong with it. */
export function ChoiceGroup({ legend, hint, problem = null, id, children }: GroupProps) {
  return (
    <fieldset
      id={id}
      data-field={id}
      aria-invalid={problem !== null || undefined}
      className="flex min-w-0 flex-col gap-2"
    >
      <legend className="mb-2 font-medium text-sm">{legend}</legend>
      {hint && <p className="-mt-2 text-muted text-xs">{hint}</p>}
      {children}
      {problem}
    </fieldset>
  );
}
