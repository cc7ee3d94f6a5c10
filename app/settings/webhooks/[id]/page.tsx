import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Disclosure } from '@/components/ui/disclosure';
import { Time } from '@/components/ui/time';
import { DeliveryLog } from '@/components/webhooks/delivery-log';
import { EventsForm } from '@/components/webhooks/event-fields';
import { SecretPanel } from '@/components/webhooks/secret-panel';
import { VerifySnippet } from '@/components/webhooks/verify-snippet';
import { WebhookActions } from '@/components/webhooks/webhook-actions';
import { WebhookState } from '@/components/webhooks/webhook-list';
import { AppError } from '@/lib/errors';
import { requestContext, requirePageUser } from '@/lib/http/request-context';
import { getWebhook, listDeliveries } from '@/lib/webhooks';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks.detail');
  return { title: t('title') };
}

async function load(id: string) {
  const user = await requirePageUser('/settings/webhooks');
  const ctx = await requestContext();
  try {
    const webhook = await getWebhook(ctx, user.id, id);
    return { webhook, deliveries: await listDeliveries(ctx, user.id, id), now: ctx.now() };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
}

/** One webhook: its state, secret, verification and deliveries. */
export default async function WebhookPage({ params }: PageProps<'/settings/webhooks/[id]'>) {
  const t = await getTranslations('webhooks');
  const { webhook, deliveries, now } = await load((await params).id);
  return (
    <div className="flex flex-col gap-10">
      <div className="flex flex-col gap-3">
        <h1 className="wrap-anywhere font-medium text-title">{new URL(webhook.url).host}</h1>
        <code className="wrap-anywhere font-mono text-sm">{webhook.url}</code>
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
          <WebhookState webhook={webhook} />
          <span>
            {t.rich('detail.registered', { time: () => <Time at={webhook.createdAt} /> })}
          </span>
        </p>
        {webhook.disabledBy && <p className="text-sm">{t(`disabledBy.${webhook.disabledBy}`)}</p>}
        {webhook.enabled && webhook.pausedUntil !== null && (
          <p className="text-sm">
            {t.rich('state.paused', { time: () => <Time at={webhook.pausedUntil ?? 0} /> })}
          </p>
        )}
        <WebhookActions webhook={webhook} />
      </div>
      <EventsForm webhook={webhook} />
      <SecretPanel
        id={webhook.id}
        previousUntil={webhook.previousUntil}
        previousSecrets={webhook.previousSecrets}
      />
      <div className="border-line border-t pt-6">
        <Disclosure summary={t('detail.verify')} summaryClass="gap-2 font-semibold tracking-tight">
          <div className="pt-4">
            <VerifySnippet />
          </div>
        </Disclosure>
      </div>
      <DeliveryLog webhook={webhook} initial={deliveries} now={now} />
    </div>
  );
}
