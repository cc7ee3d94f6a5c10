import { cva } from 'class-variance-authority';
import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';

/** 16 px text on phones: iOS zooms into a control with smaller text. */
const control = cva(
  'min-h-10 rounded-control border border-edge bg-panel px-3 py-2 text-base text-ink placeholder:text-muted sm:text-sm',
);

/** A text field without a label of its own; see `Field`. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={control({ className })} />;
}

/** A text field of several lines. */
export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={control({ className })} />;
}

/** The browser's own select: part of a plain form, and usable before the page has hydrated. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={clsx('relative grid', className)}>
      <select {...rest} className={control({ className: 'min-w-0 appearance-none pr-9' })} />
      {/* The browser draws its own arrow at the very edge. */}
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
      />
    </span>
  );
}

/** A checkbox inside its label. */
export function Checkbox({
  children,
  ...rest
}: Omit<ComponentProps<'input'>, 'type' | 'className'>) {
  return (
    <label className="flex min-h-10 items-start gap-2 py-2.5 text-sm">
      <input {...rest} type="checkbox" className="size-5 shrink-0 accent-accent" />
      <span className="flex min-w-0 flex-col gap-0.5">{children}</span>
    </label>
  );
}

/**
 * Reads a form's text fields on submit. The fields are uncontrolled, so that what was typed or autofilled
 * before hydration is not lost.
 */
export function readForm<Name extends string>(
  form: HTMLFormElement,
  ...names: Name[]
): Record<Name, string> {
  const data = new FormData(form);
  return Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? '')])) as Record<
    Name,
    string
  >;
}
