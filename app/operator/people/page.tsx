import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { PeopleFilters } from '@/components/people/people-filters';
import { PersonRow } from '@/components/people/person-row';
import { buttonClass } from '@/components/ui/button-class';
import { CursorPager } from '@/components/ui/cursor-pager';
import { getEnv } from '@/lib/env';
import { requestContext, requirePageOperator } from '@/lib/http/request-context';
import { listPeople, parsePeopleQuery } from '@/lib/people';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people.page');
  return { title: t('title') };
}

/** Everybody with an account, and what an operator can do for them. */
export default async function PeoplePage({ searchParams }: PageProps<'/operator/people'>) {
  const t = await getTranslations('people.page');
  const operator = await requirePageOperator('/operator/people');
  const ctx = await requestContext();
  const query = parsePeopleQuery(await searchParams);
  const { people, cursor } = await listPeople(ctx, query);
  const now = ctx.now();
  return (
    <>
      <div className="mb-6 flex flex-wrap items-start justify-between gap-4">
        <h1 className="font-medium text-title">{t('heading')}</h1>
        <Link href="/operator/invitations" className={buttonClass({ variant: 'primary' })}>
          {t('invite')}
        </Link>
      </div>
      <PeopleFilters q={query.q} show={query.show} />
      {people.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <ul aria-label={t('heading')} className="divide-y divide-line border-line border-y">
          {people.map((person) => (
            <li key={person.id}>
              <PersonRow
                person={person}
                isYou={person.id === operator.id}
                hasMail={getEnv().email !== undefined}
                now={now}
              />
            </li>
          ))}
        </ul>
      )}
      <CursorPager
        path="/operator/people"
        query={{ q: query.q, show: query.show === 'all' ? undefined : query.show }}
        isFirst={query.cursor === undefined}
        next={cursor}
      />
    </>
  );
}
