'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { LinkPending } from '@/components/ui/link-pending';

/** A navigation link that marks the current page. */
export function NavLink({ href, children }: { href: Route; children: ReactNode }) {
  const path = usePathname();
  const here = path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : undefined;
  return (
    <Link
      href={href}
      aria-current={here}
      className="relative py-2 text-muted text-sm hover:text-ink aria-[current]:text-ink"
    >
      {children}
      <LinkPending />
    </Link>
  );
}
