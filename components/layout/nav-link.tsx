'use client';

import type { Route } from 'next';
import Link, { useLinkStatus } from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

/** A line below a link, or below the card that it covers, while its page is loading. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span aria-hidden className="absolute inset-x-0 -bottom-1 h-0.5 animate-breathe bg-accent" />
  );
}

type NavLinkProps = {
  href: Route;
  /** Whether pages below `href` have links of their own. */
  exact?: boolean;
  /** A page below `href` that has a link of its own. */
  except?: Route;
  children: ReactNode;
};

/** A navigation link that marks the current page. */
export function NavLink({ href, exact = false, except, children }: NavLinkProps) {
  const path = usePathname();
  const below = !exact && path.startsWith(`${href}/`) && path !== except;
  const here = path === href ? 'page' : below ? 'true' : undefined;
  return (
    <Link
      href={href}
      aria-current={here}
      className="relative shrink-0 whitespace-nowrap py-2 text-muted text-sm hover:text-ink aria-[current]:text-ink"
    >
      {children}
      <LinkPending />
    </Link>
  );
}
