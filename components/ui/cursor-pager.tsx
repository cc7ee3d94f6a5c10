import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonClass } from './button-class';

type Query = Record<string, string | undefined>;

/** A path with the parameters that are set. */
export function hrefOf(path: string, query: Query): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

type Props = {
  path: string;
  /** The filter, which stays. */
  query: Query;
  isFirst: boolean;
  /** The cursor of the next page; null on the last one. */
  next: string | null;
};

/** Links to the next page of older rows, and back to the first page. */
export function CursorPager({ path, query, isFirst, next }: Props) {
  const t = useTranslations('common.pager');
  if (isFirst && next === null) return null;
  return (
    <nav aria-label={t('label')} className="mt-8 flex gap-3">
      {!isFirst && (
        <Link href={hrefOf(path, query) as Route} className={buttonClass()}>
          {t('newest')}
        </Link>
      )}
      {next !== null && (
        <Link
          href={hrefOf(path, { ...query, cursor: next }) as Route}
          rel="next"
          className={buttonClass()}
        >
          {t('older')}
        </Link>
      )}
    </nav>
  );
}
