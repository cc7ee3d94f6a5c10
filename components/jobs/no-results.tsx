import Link from 'next/link';
import { type Choice, isFiltered } from './history-href';

type Props = { filter: Choice; first: boolean };

/** Shown when no job matches the filter. The filter form has the link that clears it. */
export function NoResults({ filter, first }: Props) {
  const { archived } = filter;
  const narrowed = isFiltered({ ...filter, archived: false });
  const sentence = () => {
    if (!first) return 'There is nothing older.';
    if (narrowed)
      return `${archived ? 'Nothing in the archive' : 'No job'} matches what you have chosen.`;
    return archived ? 'The archive is empty.' : 'All your jobs are in the archive.';
  };
  return (
    <div className="flex flex-col items-start gap-3 py-16">
      <p className="font-medium text-lg tracking-tight">{sentence()}</p>
      {first && !narrowed && (
        <Link
          href={archived ? '/jobs' : '/jobs?archived=1'}
          className="text-accent underline underline-offset-4"
        >
          {archived ? 'Back to your jobs' : 'Open the archive'}
        </Link>
      )}
    </div>
  );
}
