import { type ReactNode, useId } from 'react';

type Props = {
  title: string;
  /** One or two sentences below the title. */
  intro?: ReactNode;
  children: ReactNode;
};

/** One part of a settings page: a heading, a sentence and controls. */
export function Section({ title, intro, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4 border-line border-t pt-8">
      <div className="flex flex-col gap-2">
        <h2 id={id} className="font-semibold tracking-tight">
          {title}
        </h2>
        {intro && <p className="max-w-prose text-muted text-sm">{intro}</p>}
      </div>
      {children}
    </section>
  );
}
