import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyLinks } from '@/components/shares/list/empty-links';
import { LinkList } from '@/components/shares/list/link-list';
import { LinkSearch } from '@/components/shares/list/link-search';
import { CursorPager } from '@/components/ui/cursor-pager';
import { requestContext, requirePageUser } from '@/lib/http/request-context';
import { linksPath } from '@/lib/paths';
import { listShares, sharesQuery } from '@/lib/shares';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('links.page');
  return { title: t('title') };
}

const only = (value: string | string[] | undefined) =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** All links of the user. The search is in the address. */
export default async function LinksPage({ searchParams }: PageProps<'/shares'>) {
  const t = await getTranslations('links.page');
  const user = await requirePageUser(linksPath());
  const ctx = await requestContext();
  const given = await searchParams;
  const query = { q: only(given.q), cursor: only(given.cursor) };
  const read = sharesQuery.safeParse(query);
  const { shares, next } = read.success
    ? await listShares(ctx, user.id, read.data)
    : { shares: [], next: null };
  const isFirst = query.cursor === undefined;
  const isEmpty = shares.length === 0 && isFirst && query.q === undefined;
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col">
      <div className="mb-6 flex flex-col gap-3">
        <h1 className="font-medium text-title">{t('title')}</h1>
        {!isEmpty && <p className="max-w-prose text-muted">{t('intro')}</p>}
      </div>
      {isEmpty ? <EmptyLinks /> : <LinkSearch q={query.q} />}
      {shares.length > 0 && (
        <LinkList
          // Another page, or another search, starts with nothing chosen.
          key={`${query.q} ${query.cursor}`}
          rendered={shares}
          now={ctx.now()}
        />
      )}
      {shares.length === 0 && !isEmpty && (
        <p className="text-muted">{t(query.q ? 'noMatch' : 'noOlder')}</p>
      )}
      <CursorPager path={linksPath()} query={{ q: query.q }} isFirst={isFirst} next={next} />
    </div>
  );
}
