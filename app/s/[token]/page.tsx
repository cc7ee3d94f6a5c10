import { Download } from 'lucide-react';
import { notFound, redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { RefreshWhilePending } from '@/components/shares/refresh-while-pending';
import { SharedPicture } from '@/components/shares/shared-picture';
import { buttonClass } from '@/components/ui/button-class';
import { Time } from '@/components/ui/time';
import { requestContext } from '@/lib/http/request-context';
import { sharedPicturePath, sharePath } from '@/lib/paths';
import { resolveShare, tokenOfLink } from '@/lib/shares';

/** The public page of a share: the result, and nothing about its owner. */
export default async function SharePage({ params }: PageProps<'/s/[token]'>) {
  const t = await getTranslations('shares.page');
  const { token } = await params;
  const clean = tokenOfLink(token);
  if (clean !== null && clean !== token) redirect(sharePath(clean));
  const ctx = await requestContext();
  const job = await resolveShare(ctx, token);
  // Unknown and revoked links get the same 404.
  if (!job) notFound();
  return (
    <article className="flex flex-col gap-6">
      <SharedPicture job={job} token={token} now={ctx.now()} />
      <div className="flex flex-wrap items-center justify-between gap-4">
        <div>
          <h1 className="font-medium text-xl tracking-tight first-letter:uppercase">
            {job.mode ?? t('picture')}
          </h1>
          <p className="text-muted text-sm">
            <Time at={job.settledAt ?? job.createdAt} />
          </p>
        </div>
        {job.hasPicture && (
          <a
            href={sharedPicturePath(token, { of: 'output', download: true })}
            download
            className={buttonClass({ variant: 'primary' })}
          >
            <Download aria-hidden className="size-4" />
            {t('download')}
          </a>
        )}
      </div>
      {job.state === 'pending' && (
        <div className="text-muted text-sm">
          <p>{t('refreshes')}</p>
          <RefreshWhilePending unreachable={t('unreachable')} />
        </div>
      )}
    </article>
  );
}
