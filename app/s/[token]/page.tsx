import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { Connection } from '@/components/layout/connection';
import { Gone } from '@/components/share-page/gone';
import { Locked } from '@/components/share-page/locked';
import { readOutcome } from '@/components/share-page/outcomes';
import { SharedBoard } from '@/components/share-page/shared-board';
import { wayOf } from '@/components/share-page/ways';
import { COMPARISON_COOKIE, readComparison } from '@/components/ui/preference-cookies';
import { requestContext } from '@/lib/http/request-context';
import { openSharePage, shareMetadata } from '@/lib/http/shares/page';
import { noteMissing } from '@/lib/request';

export async function generateMetadata({ params }: PageProps<'/s/[token]'>): Promise<Metadata> {
  return shareMetadata((await params).token);
}

/** The public page of a link: the results, and nothing about their owner that was not chosen. */
export default async function SharePage({ params, searchParams }: PageProps<'/s/[token]'>) {
  const { token } = await params;
  const query = await searchParams;
  const opened = await openSharePage(token);
  // Links that are unknown, revoked or over get the same 404. Without scripts, Next's own is an empty page.
  if (!opened) return noteMissing() ? <Gone /> : notFound();
  if (opened.state === 'locked') {
    return <Locked token={token} triesLeft={query.wrong === '1' ? opened.triesLeft : null} />;
  }
  const comparison = readComparison((await cookies()).get(COMPARISON_COOKIE)?.value);
  const { now } = await requestContext();
  return (
    <>
      <SharedBoard
        share={opened.share}
        token={token}
        now={now()}
        way={wayOf(comparison)}
        notice={readOutcome(query)}
      />
      {/* Not in the layout: what a link that does not work shows says nothing, not even the time. */}
      <Connection />
    </>
  );
}
