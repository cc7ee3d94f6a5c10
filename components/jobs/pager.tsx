import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { type Choice, historyHref } from './history-href';

type Props = { filter: Choice; next: string | null; first: boolean };

/** Links to the next page of older jobs and back to the first page. */
export function Pager({ filter, next, first }: Props) {
  if (first && next === null) return null;
  return (
    <nav aria-label="Pages" className="mt-14 flex gap-3 border-line border-t pt-6">
      {!first && (
        <Link href={historyHref(filter)} className={buttonClass()}>
          Newest
        </Link>
      )}
      {next !== null && (
        <Link href={historyHref(filter, next)} rel="next" className={buttonClass()}>
          Older
        </Link>
      )}
    </nav>
  );
}
