import { clsx } from 'clsx';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { Input } from './input';

type FrameProps = {
  label: string;
  /** Shown below the control and part of its description. */
  hint?: ReactNode;
  /** Renders the control, which takes both attributes. */
  children: (control: { id: string; 'aria-describedby': string | undefined }) => ReactNode;
};

/** A label, a control and a hint, tied together for assistive technology. */
export function FieldFrame({ label, hint, children }: FrameProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children({ id, 'aria-describedby': hintId })}
      {hint && (
        <p id={hintId} className="text-muted text-xs">
          {hint}
        </p>
      )}
    </div>
  );
}

type Props = ComponentProps<'input'> &
  Pick<FrameProps, 'label' | 'hint'> & {
    /** Shown at the right end, inside the field. */
    end?: ReactNode;
  };

/** A labelled text field. */
export function Field({ label, hint, end, className, ...input }: Props) {
  return (
    <FieldFrame label={label} hint={hint}>
      {(control) => (
        <div className="relative flex">
          <Input {...input} {...control} className={clsx('w-full', end && 'pr-16', className)} />
          {end && <div className="absolute inset-y-0 right-1 flex items-center">{end}</div>}
        </div>
      )}
    </FieldFrame>
  );
}
