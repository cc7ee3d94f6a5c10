import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import type { WebhookView } from '@/lib/webhooks';
import { WebhookState } from './webhook-state';

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
