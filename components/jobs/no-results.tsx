import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type Choice, isFiltered } from './history-href';

type Props = { filter: Choice; first: boolean };

/** Shown when no job matches the filter. The filter form has the link that clears it. */
export function NoResults({ filter, first }: Props) {
  const t = useTranslations('jobs.none');
  const tPage = useTranslations('jobs.page');
  const { archived } = filter;
  const narrowed = isFiltered({ ...filter, archived: false });
  const sentence = () => {
    if (!first) return t('older');
    if (narrowed) return archived ? t('archiveMatches') : t('matches');
    return archived ? t('archiveEmpty') : t('allArchived');
  };
  return (
    <div className="flex flex-col items-start gap-3 py-16">
      <p className="font-medium text-lg tracking-tight">{sentence()}</p>
      {first && !narrowed && (
        <Link
          href={archived ? '/jobs' : '/jobs?archived=1'}
          className="text-accent underline underline-offset-4"
        >
          {archived ? tPage('back') : t('openArchive')}
        </Link>
      )}
    </div>
  );
}
