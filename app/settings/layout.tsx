import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { NavLink } from '@/components/layout/nav-link';
import { Shell } from '@/components/layout/shell';

export const metadata: Metadata = { title: { default: 'Settings', template: '%s · Bottega' } };

/** The settings pages below their navigation. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <Shell>
      <div className="mx-auto flex w-full max-w-3xl flex-col">
        <nav
          aria-label="Settings"
          className="mb-8 flex gap-5 border-line border-b sm:mb-10 [&_[aria-current]]:shadow-[0_1px_0_var(--color-ink)]"
        >
          <NavLink href="/settings/tokens">Tokens</NavLink>
          <NavLink href="/settings/webhooks">Webhooks</NavLink>
        </nav>
        {children}
      </div>
    </Shell>
  );
}
