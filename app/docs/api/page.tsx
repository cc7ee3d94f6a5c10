import type { Metadata } from 'next';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { Viewer } from '@/components/api-viewer/viewer';
import { Shell } from '@/components/layout/shell';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('docs.page');
  return { title: t('title') };
}

/** The API reference, rendered from the OpenAPI document that this deployment serves. */
export default function ApiPage() {
  const t = useTranslations('docs.page');
  return (
    <Shell messages={['docs']}>
      <h1 className="font-medium text-title">{t('title')}</h1>
      <p className="mt-3 max-w-[42rem] text-muted">
        {t.rich('intro', {
          link: (text) => (
            <a href="/api/openapi.json" className="text-accent underline underline-offset-4">
              {text}
            </a>
          ),
        })}
      </p>
      <Viewer />
    </Shell>
  );
}
