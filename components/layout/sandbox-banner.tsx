import { useTranslations } from 'next-intl';

/** Tells every visitor that the app runs without a key and produces nothing real. */
export function SandboxBanner() {
  const t = useTranslations('common.sandbox');
  return (
    <aside
      aria-label={t('label')}
      className="border-line border-b bg-sunken px-4 py-2 text-center text-muted text-xs sm:px-6"
    >
      {t.rich('notice', { code: (name) => <code className="font-mono">{name}</code> })}
    </aside>
  );
}
