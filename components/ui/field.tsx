import { type ComponentProps, type ReactNode, useId } from 'react';

/** How every one-line control looks. 16 px on phones: smaller makes iOS zoom in. */
export const CONTROL =
  'min-h-10 rounded-control border border-edge bg-panel px-3 py-2 text-base text-ink placeholder:text-muted sm:text-sm';

type Props = ComponentProps<'input'> & {
  label: string;
  /** Said below the field, before anything is typed. */
  hint?: ReactNode;
  /** What stands at the right end, inside the field. */
  end?: ReactNode;
};

/** A labelled text field. */
export function Field({ label, hint, end, className = '', ...input }: Props) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      <div className="relative flex">
        <input
          {...input}
          id={id}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className={`${CONTROL} w-full ${end ? 'pr-16' : ''} ${className}`}
        />
        {end && <div className="absolute inset-y-0 right-1 flex items-center">{end}</div>}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-xs">
          {hint}
        </p>
      )}
    </div>
  );
}
