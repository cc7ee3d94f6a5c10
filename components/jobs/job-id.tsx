import { CopyButton } from '@/components/ui/copy-button';
import { shortId } from '@/components/ui/format';

/** A job's id, short but whole in the tooltip, with a button that copies it. */
export function JobId({ id }: { id: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code title={id} className="truncate font-mono text-[0.8125rem]">
        <span aria-hidden>{shortId(id)}</span>
        <span className="sr-only">{id}</span>
      </code>
      {/* No taller than a line of text, and its sign ends where the other lines do. */}
      <span className="-my-1 -mr-2 inline-flex">
        <CopyButton text={id} name="Copy the job id" />
      </span>
    </span>
  );
}
