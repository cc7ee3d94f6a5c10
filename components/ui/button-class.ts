import { cva, type VariantProps } from 'class-variance-authority';
import { BUTTON, PRIMARY } from './button-style';

/** The classes of a button. Separate from the component, so that server components can style links with it. */
export const buttonClass = cva(BUTTON, {
  variants: {
    variant: {
      primary: PRIMARY,
      secondary: 'border border-edge/60 bg-panel text-ink hover:border-edge hover:bg-sunken',
      ghost: 'text-muted hover:bg-sunken hover:text-ink',
      danger: 'border border-danger/60 text-danger hover:border-danger hover:bg-sunken',
    },
    size: {
      default: 'min-h-10 gap-2 px-4 py-2 font-medium',
      small: 'min-h-8 gap-1.5 px-2 py-1',
    },
    busy: { true: 'animate-breathe cursor-progress!' },
  },
  defaultVariants: { variant: 'secondary', size: 'default' },
});

/** Further classes of a button that holds the place of a link until there is something to lead to. */
export const OFF = 'pointer-events-none opacity-40';

export type ButtonStyle = Pick<VariantProps<typeof buttonClass>, 'variant' | 'size'>;
