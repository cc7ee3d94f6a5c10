import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/ui/copy-button';
import { shortId } from '@/components/ui/format';

/** A shortened job id with a copy button; screen readers and the tooltip get the full id. */
export function JobId({ id }: { id: string }) {
  const t = useTranslations('common');
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code title={id} className="truncate font-mono text-[0.8125rem]">
        <span aria-hidden>{shortId(id)}</span>
        <span className="sr-only">{id}</span>
      </code>
      {/* Negative margins: the row keeps the height of a text line, and the icon aligns with its end. */}
      <span className="-my-1 -mr-2 inline-flex">
        <CopyButton text={id} name={t('copyJobId')} />
      </span>
    </span>
  );
}
