import { getTranslations } from 'next-intl/server';
import { formatFileSize } from '@/components/ui/file-size';
import { getEnv } from '@/lib/env';
import { requestContext } from '@/lib/http/request-context';
import { photosUsed } from '@/lib/photos';
import { storageUsedBy } from '@/lib/results';
import { Section } from './section';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** How much the results of the user take, and how long they are kept. */
export async function StorageSection({ userId }: { userId: string }) {
  const t = await getTranslations('storage');
  const ctx = await requestContext();
  const used = await storageUsedBy(ctx, userId);
  const { photos, bytes } = await photosUsed(ctx, userId);
  const { keepResultsMs } = getEnv();
  return (
    <Section title={t('title')} intro={t('intro')}>
      <p className="tabular-nums">
        {t('used', { count: used.results, size: await formatFileSize(used.bytes) })}
      </p>
      {photos > 0 && (
        <p className="tabular-nums">
          {t('photos', { count: photos, size: await formatFileSize(bytes) })}
        </p>
      )}
      {keepResultsMs !== null && (
        <p className="text-muted">{t('kept', { days: keepResultsMs / DAY_MS })}</p>
      )}
    </Section>
  );
}
