import type { ReactNode } from 'react';

/** The frame of the sign-in pages: a narrow column with a heading. */
export function AuthLayout({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mx-auto flex w-full max-w-sm flex-col gap-7 pt-6 sm:pt-16">
      <h1 className="font-medium text-title">{title}</h1>
      {children}
    </div>
  );
}
