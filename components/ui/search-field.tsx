import { clsx } from 'clsx';
import { Search } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Input } from './input';

type Props = Omit<ComponentProps<typeof Input>, 'type'> & {
  /** What it searches: its name, which stands in it while it is empty, unless `placeholder` says more. */
  label: string;
};

/** The search of a list; its form sends it as `q`. `className` says how wide it is. */
export function SearchField({ label, placeholder = label, className, ...rest }: Props) {
  return (
    <div className={clsx('relative', className)}>
      <Search aria-hidden className="absolute top-3 left-3 size-4 text-muted" />
      <Input
        {...rest}
        type="search"
        name="q"
        dir="auto"
        aria-label={label}
        placeholder={placeholder}
        className="w-full pl-9!"
      />
    </div>
  );
}
