import { ArrowLeft } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { LinkEditor } from '@/components/shares/editor/editor';
import { AppError } from '@/lib/errors';
import { requestContext, requirePageUser } from '@/lib/http/request-context';
import { linkPath, linksPath } from '@/lib/paths';
import { getShare } from '@/lib/shares';

/** Loads the link once per request; a foreign and an unknown one are the same 404. */
const pageLink = cache(async (id: string) => {
  const user = await requirePageUser(linkPath(id));
  const ctx = await requestContext();
  try {
    return { now: ctx.now(), link: await getShare(ctx, user.id, id) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: PageProps<'/shares/[id]'>): Promise<Metadata> {
  const { link } = await pageLink((await params).id);
  const t = await getTranslations('links.editor');
  return { title: link.title ?? t('heading') };
}

/** Changes one link. `?new=1` is where a board that was just made leads to. */
export default async function LinkPage({ params, searchParams }: PageProps<'/shares/[id]'>) {
  const t = await getTranslations('links');
  const { link, now } = await pageLink((await params).id);
  const fresh = (await searchParams).new === '1';
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6">
      <div className="flex flex-col items-start gap-2">
        <Link
          href={linksPath()}
          className="-ml-1 inline-flex min-h-8 items-center gap-1.5 px-1 text-muted text-sm hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {t('page.title')}
        </Link>
        <h1 className="font-medium text-title">{t(fresh ? 'editor.new' : 'editor.heading')}</h1>
      </div>
      <LinkEditor key={link.id} rendered={link} now={now} fresh={fresh} />
    </div>
  );
}
