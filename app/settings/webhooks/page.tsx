import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AddWebhookForm } from '@/components/webhooks/add-webhook-form';
import { VerifySnippet } from '@/components/webhooks/verify-snippet';
import { WebhookList } from '@/components/webhooks/webhook-list';
import { requestContext, requirePageUser } from '@/lib/http/request-context';
import { listWebhooks } from '@/lib/webhooks';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks.page');
  return { title: t('title') };
}

/** The user's webhooks. */
export default async function WebhooksPage() {
  const t = await getTranslations('webhooks.page');
  const user = await requirePageUser('/settings/webhooks');
  const ctx = await requestContext();
  const webhooks = await listWebhooks(ctx, user.id);
  return (
    <div className="flex flex-col gap-10">
      <div className="flex flex-col gap-3">
        <h1 className="font-medium text-title">{t('title')}</h1>
        <p className="max-w-prose text-muted">{t('intro')}</p>
      </div>
      <AddWebhookForm />
      {webhooks.length > 0 ? (
        <WebhookList webhooks={webhooks} />
      ) : (
        <section aria-labelledby="verify" className="flex flex-col gap-4 border-line border-t pt-8">
          <h2 id="verify" className="font-semibold tracking-tight">
            {t('emptyTitle')}
          </h2>
          <p className="max-w-prose text-muted">{t('emptyBody')}</p>
          <VerifySnippet />
        </section>
      )}
    </div>
  );
}
