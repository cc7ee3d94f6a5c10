import { cva, type VariantProps } from 'class-variance-authority';

/** The classes of a button. Separate from the component, so that server components can style links with it. */
export const buttonClass = cva(
  'inline-flex min-h-10 items-center justify-center gap-2 rounded-control px-4 py-2 text-center font-medium text-sm',
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent hover:bg-accent-strong',
        secondary: 'border border-edge/60 bg-panel text-ink hover:border-edge hover:bg-sunken',
        ghost: 'text-muted hover:bg-sunken hover:text-ink',
        danger: 'border border-danger/60 text-danger hover:border-danger hover:bg-sunken',
      },
      busy: { true: 'animate-breathe cursor-progress!' },
    },
    defaultVariants: { variant: 'secondary' },
  },
);

export type ButtonVariant = NonNullable<VariantProps<typeof buttonClass>['variant']>;
