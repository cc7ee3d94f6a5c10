import { Check, Pause, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import type { WebhookView } from '@/lib/webhooks';

/** A webhook's state as text, icon and colour; none of them is the only signal. */
export function WebhookState({ webhook }: { webhook: WebhookView }) {
  const t = useTranslations('webhooks.state');
  if (!webhook.enabled) {
    return (
      <span className="inline-flex items-center gap-1.5 font-medium text-warn">
        <Pause aria-hidden className="size-4" />
        {t('disabled')}
      </span>
    );
  }
  if (webhook.failingSince !== null) {
    return (
      <span className="inline-flex items-center gap-1.5 font-medium text-danger">
        <TriangleAlert aria-hidden className="size-4" />
        <span>
          {t.rich('failing', {
            time: () => <Time at={webhook.failingSince ?? 0} />,
          })}
        </span>
      </span>
    );
  }
  return (
    <span className="inline-flex items-center gap-1.5 font-medium text-good">
      <Check aria-hidden className="size-4" />
      {t('enabled')}
    </span>
  );
}

/** The user's webhooks with their state, linked to their pages. */
export function WebhookList({ webhooks }: { webhooks: WebhookView[] }) {
  const t = useTranslations('webhooks');
  return (
    <ul className="flex flex-col border-line border-t">
      {webhooks.map((webhook) => (
        <li key={webhook.id} className="flex flex-col gap-1.5 border-line border-b py-4">
          <Link
            href={`/settings/webhooks/${webhook.id}`}
            className="wrap-anywhere self-start font-mono text-sm hover:text-accent"
          >
            {webhook.url}
          </Link>
          <p className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
            <WebhookState webhook={webhook} />
            <span>
              {t.rich('detail.registered', { time: () => <Time at={webhook.createdAt} /> })}
            </span>
          </p>
          {webhook.disabledBy && (
            <p className="text-muted text-sm">{t(`disabledBy.${webhook.disabledBy}`)}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
