'use client';

import { ArrowRightFromLine, type LucideIcon, Palette, RotateCcw } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonClass, OFF } from '@/components/ui/button-class';
import { MenuLink } from '@/components/ui/menu';
import type { JobView } from '@/lib/jobs';

type Way = {
  id: 'same' | 'styles' | 'next';
  /** Null while there is nothing to go on from yet. */
  href: Route | null;
  Icon: LucideIcon;
};

const newJob = (query: Record<string, string>) =>
  `/jobs/new?${new URLSearchParams(query)}` as Route;

/** How to go on from a job: what started it is known of jobs that were started here with a photo. */
export function waysOn({ id, state, photo, result }: JobView): Way[] {
  const again: Way[] = [
    { id: 'same', href: newJob({ from: id }), Icon: RotateCcw },
    { id: 'styles', href: newJob({ from: id, styles: 'other' }), Icon: Palette },
  ];
  const isComing = state === 'pending' || result?.state === 'waiting';
  const href = result?.picture ? newJob({ result: id }) : null;
  const next: Way = { id: 'next', href, Icon: ArrowRightFromLine };
  return [...(photo ? again : []), ...(href || isComing ? [next] : [])];
}

/** The same as items of a menu. */
export function AgainItems({ job }: { job: JobView }) {
  const t = useTranslations('jobs.again');
  return waysOn(job).map(
    ({ id, href, Icon }) =>
      href && (
        <MenuLink key={id} render={<Link href={href} prefetch={false} />}>
          <Icon aria-hidden className="size-4 text-muted" />
          {t(id)}
        </MenuLink>
      ),
  );
}

/** Links that go on from a job; nothing if there are none. One that is coming has its place already. */
export function AgainLinks({ job }: { job: JobView }) {
  const t = useTranslations('jobs.again');
  const ways = waysOn(job);
  if (ways.length === 0) return null;
  return (
    <nav aria-label={t('title')} className="flex flex-col gap-2">
      {ways.map(({ id, href, Icon }) => {
        const content = (
          <>
            <Icon aria-hidden className="size-4" />
            {t(id)}
          </>
        );
        return href ? (
          <Link key={id} href={href} prefetch={false} className={buttonClass()}>
            {content}
          </Link>
        ) : (
          <button key={id} type="button" disabled className={buttonClass({ className: OFF })}>
            {content}
          </button>
        );
      })}
    </nav>
  );
}
