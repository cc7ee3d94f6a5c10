import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import { startCodeProps } from '@/components/code-panel/start-code-props';
import { NewJob } from '@/components/new-job/new-job';
import { sentIn } from '@/components/new-job/sent';
import { UnreachableNotice } from '@/components/new-job/unreachable-notice';
import { requestOrigin } from '@/lib/auth';
import { getList } from '@/lib/catalogue';
import { requestContext, requirePageUser } from '@/lib/http/request-context';
import { canUpstreamRead, publicOrigin } from '@/lib/public-address';
import { draftFor } from './draft-for';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('newJob');
  return { title: t('title') };
}

/** Starts jobs. The address can fill the form in: see `draftFor`. */
export default async function NewJobPage({ searchParams }: PageProps<'/jobs/new'>) {
  const user = await requirePageUser('/jobs/new');
  const ctx = await requestContext();
  const query = await searchParams;
  const origin = requestOrigin(await headers()) ?? '';
  const [styles, rooms, filled, reachable, code] = await Promise.all([
    getList(ctx, 'styles'),
    getList(ctx, 'rooms'),
    draftFor(ctx, user.id, query),
    canUpstreamRead(ctx, origin),
    startCodeProps(),
  ]);
  return (
    <>
      {!reachable && <UnreachableNotice origin={publicOrigin(origin)} />}
      <NewJob
        key={JSON.stringify(query)}
        userId={user.id}
        rendered={filled.draft}
        prefilled={filled.prefilled}
        useResultOf={filled.useResultOf}
        sent={sentIn(query)}
        code={code}
        lists={{ styles, rooms }}
        maskColour={user.maskColour}
      />
    </>
  );
}
