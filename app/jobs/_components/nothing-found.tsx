import Link from 'next/link';

type Props = { filtered: boolean; archived: boolean; first: boolean };

function sentence({ filtered, archived, first }: Props): string {
  if (!first) return 'There is nothing older.';
  if (!filtered) return 'All your jobs are in the archive.';
  return archived ? 'Nothing in the archive matches.' : 'No job matches what you have chosen.';
}

/** A history in which the filter leaves nothing, and the way out of it. */
export function NothingFound(props: Props) {
  const [href, way] = props.filtered
    ? (['/jobs', 'Clear the filter'] as const)
    : (['/jobs?archived=1', 'Open the archive'] as const);
  return (
    <div className="flex flex-col items-start gap-3 py-16">
      <p className="font-medium text-lg tracking-tight">{sentence(props)}</p>
      {(props.first || props.filtered) && (
        <Link href={href} className="text-accent underline underline-offset-4">
          {way}
        </Link>
      )}
    </div>
  );
}
