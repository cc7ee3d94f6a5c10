import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** Says before anything is spent that Gepetto cannot read a photo at our address. */
export function UnreachableNotice({ origin }: { origin: string }) {
  const t = useTranslations('newJob.reach');
  return (
    <div
      role="alert"
      className="mb-6 flex max-w-prose gap-3 rounded-panel border border-warn/60 p-4 text-sm"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-medium">{t('title')}</p>
        <p className="wrap-anywhere text-muted">
          {t.rich('body', {
            origin,
            code: (text) => <code className="font-mono text-[0.9em]">{text}</code>,
          })}
        </p>
      </div>
    </div>
  );
}
