import { Download } from 'lucide-react';
import { cookies } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { RefreshWhilePending } from '@/components/shares/refresh-while-pending';
import { SharedPicture } from '@/components/shares/shared-picture';
import { buttonClass } from '@/components/ui/button-class';
import { COMPARISON_COOKIE, readComparison } from '@/components/ui/preference-cookies';
import { Time } from '@/components/ui/time';
import { requestContext } from '@/lib/http/request-context';
import { readVisitor } from '@/lib/http/shares/visitor';
import { sharedPicturePath, sharePath } from '@/lib/paths';
import { openShare, type PublicItem, tokenOfLink } from '@/lib/shares';

/** Whether our copy of a new picture is about to be there. */
const isBeingCopied = ({ result, settledAt }: PublicItem, now: number) =>
  result?.state === 'waiting' && settledAt !== null && now - settledAt < 60_000;

/** The public page of a share: the result, and nothing about its owner. */
export default async function SharePage({ params }: PageProps<'/s/[token]'>) {
  const t = await getTranslations('shares.page');
  const { token } = await params;
  const clean = tokenOfLink(token);
  if (clean !== null && clean !== token) redirect(sharePath(clean));
  const ctx = await requestContext();
  const opened = await openShare(ctx, token, await readVisitor(ctx), { counts: true });
  const job = opened?.state === 'open' ? opened.share.items[0] : undefined;
  // Unknown and revoked links get the same 404.
  if (!job) notFound();
  const comparison = readComparison((await cookies()).get(COMPARISON_COOKIE)?.value);
  const copying = isBeingCopied(job, ctx.now());
  return (
    <article className="flex flex-col gap-6">
      <SharedPicture job={job} token={token} now={ctx.now()} comparison={comparison} />
      <div className="flex flex-wrap items-center justify-between gap-4">
        <div>
          <h1 className="font-medium text-xl tracking-tight first-letter:uppercase">
            {job.mode ?? t('picture')}
          </h1>
          <p className="text-muted text-sm">
            <Time at={job.settledAt ?? job.createdAt} />
          </p>
        </div>
        {job.hasPicture && job.result?.state !== 'expired' && (
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
      {(job.state === 'pending' || copying) && (
        <div className="text-muted text-sm">
          {job.state === 'pending' && <p>{t('refreshes')}</p>}
          <RefreshWhilePending unreachable={t('unreachable')} everyMs={copying ? 1_000 : 5_000} />
        </div>
      )}
    </article>
  );
}
