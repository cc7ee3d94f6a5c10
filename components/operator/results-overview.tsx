import { getTranslations } from 'next-intl/server';
import { formatFileSize } from '@/components/ui/file-size';
import { requestContext } from '@/lib/http/request-context';
import { type CopyProgress, copyProgress, storageUsed } from '@/lib/results';
import { Figure } from './figure';

async function summary({ total, copied, failed }: CopyProgress): Promise<string> {
  const t = await getTranslations('storage.operator');
  if (total === 0) return t('none');
  const lost = failed.find(({ problem }) => problem === 'gone')?.count ?? 0;
  const progress = t('progress', { copied, total });
  return lost === 0 ? progress : `${progress}, ${t('lost', { count: lost })}`;
}

/** Results that were given up, by reason. */
async function Failures({ failed }: Pick<CopyProgress, 'failed'>) {
  const t = await getTranslations('storage.operator');
  if (failed.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-muted text-sm">{t('failures')}</h3>
      <ul className="flex flex-col gap-1">
        {failed.map(({ problem, count }) => (
          <li key={problem} className="flex gap-3">
            <span className="min-w-8 text-right font-medium tabular-nums">{count}</span>
            {t(`problems.${problem}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How far the copying of results has come, what they take, and what could not be copied. */
export async function ResultsOverview() {
  const t = await getTranslations('storage.operator');
  const ctx = await requestContext();
  const [progress, used] = await Promise.all([copyProgress(ctx), storageUsed(ctx)]);
  const { waiting, expired } = progress;
  return (
    <section aria-labelledby="results" className="flex flex-col gap-4">
      <h2 id="results" className="font-semibold tracking-tight">
        {t('title')}
      </h2>
      <p className="tabular-nums">{await summary(progress)}</p>
      <dl className="grid gap-6 sm:grid-cols-3">
        <Figure name={t('used')} value={await formatFileSize(used.bytes)} />
        {waiting > 0 && <Figure name={t('waiting')} value={String(waiting)} />}
        {expired > 0 && <Figure name={t('expired')} value={String(expired)} />}
      </dl>
      <Failures failed={progress.failed} />
    </section>
  );
}
