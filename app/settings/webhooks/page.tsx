import type { Metadata } from 'next';
import { AddWebhookForm } from '@/components/webhooks/add-webhook-form';
import { VerifySnippet } from '@/components/webhooks/verify-snippet';
import { WebhookList } from '@/components/webhooks/webhook-list';
import { requirePageUser } from '@/lib/http/page-user';
import { requestContext } from '@/lib/http/request-context';
import { listWebhooks } from '@/lib/webhooks';

export const metadata: Metadata = { title: 'Webhooks' };

/** The user's webhooks. */
export default async function WebhooksPage() {
  const user = await requirePageUser('/settings/webhooks');
  const ctx = await requestContext();
  const webhooks = await listWebhooks(ctx, user.id);
  return (
    <div className="flex flex-col gap-10">
      <div className="flex flex-col gap-3">
        <h1 className="font-medium text-title">Webhooks</h1>
        <p className="max-w-prose text-muted">
          Give an address of yours, and Bottega tells it when a job of your history succeeds or
          fails: at once, signed, and again for a day until it is taken.
        </p>
      </div>
      <AddWebhookForm />
      {webhooks.length > 0 ? (
        <WebhookList webhooks={webhooks} now={ctx.now()} />
      ) : (
        <section aria-labelledby="verify" className="flex flex-col gap-4 border-line border-t pt-8">
          <h2 id="verify" className="font-semibold tracking-tight">
            No webhooks yet
          </h2>
          <p className="max-w-prose text-muted">
            Each has a secret of its own, by which the receiver tells our messages from anybody
            else&rsquo;s. They follow the Standard Webhooks specification, for which there are
            libraries in most languages. In JavaScript:
          </p>
          <VerifySnippet />
        </section>
      )}
    </div>
  );
}
