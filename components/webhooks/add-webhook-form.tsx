'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { ApiError, callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field } from '@/components/ui/field';
import { readForm } from '@/components/ui/input';
import {
  MAX_URL_LENGTH,
  type UrlProblem,
  urlProblem,
  WEBHOOK_EVENTS,
  type WebhookEvent,
} from '@/lib/webhooks/model';
import { chosenEvents, EventFields } from './event-fields';

/** Registers a webhook and opens its page, which has the secret and the test button. */
export function AddWebhookForm() {
  const t = useTranslations('webhooks.add');
  const tEvents = useTranslations('webhooks.events');
  const router = useRouter();
  const { busy, error, run, setError } = useAction();

  const describe = (problem: UrlProblem) => t(`problem.${problem}`, { max: MAX_URL_LENGTH });

  async function add(body: { url: string; events: WebhookEvent[] | undefined }) {
    // Whether plain http is allowed, only the server knows.
    const problem = urlProblem(body.url, true);
    if (problem) return setError(describe(problem));
    try {
      const { webhook } = await callApi('POST /api/webhooks', { body });
      router.push(`/settings/webhooks/${webhook.id}`);
      // The cached list does not have the new webhook.
      router.refresh();
    } catch (thrown) {
      if (!(thrown instanceof ApiError && thrown.code === 'invalid_request')) throw thrown;
      setError(describe('not_https'));
    }
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { url } = readForm(event.currentTarget, 'url');
    const chosen = chosenEvents(event.currentTarget);
    if (chosen.length === 0) {
      setError(tEvents('none'));
      return;
    }
    // Without a choice the webhook also gets the events of later versions.
    const events = chosen.length < WEBHOOK_EVENTS.length ? chosen : undefined;
    run(() => add({ url, events }));
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid items-end gap-3 sm:grid-cols-[1fr_auto]">
        <Field
          label={t('url')}
          name="url"
          inputMode="url"
          placeholder="https://example.com/hooks/bottega"
          autoComplete="off"
          spellCheck={false}
          required
        />
        <Button type="submit" variant="primary" busy={busy}>
          {t('submit')}
        </Button>
      </div>
      <EventFields chosen={WEBHOOK_EVENTS} />
      <ErrorMessage message={error} />
    </form>
  );
}
