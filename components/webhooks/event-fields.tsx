'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Checkbox } from '@/components/ui/input';
import type { WebhookView } from '@/lib/webhooks';
import { WEBHOOK_EVENTS, type WebhookEvent } from '@/lib/webhooks/model';

const WORDS = {
  'job.succeeded': 'succeeded',
  'job.failed': 'failed',
  'share.feedback': 'feedback',
} as const;

/** One checkbox for each event. */
export function EventFields({ chosen }: { chosen: readonly WebhookEvent[] }) {
  const t = useTranslations('webhooks.events');
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-0.5 font-medium text-sm">{t('title')}</legend>
      {WEBHOOK_EVENTS.map((event) => (
        <Checkbox key={event} name="events" value={event} defaultChecked={chosen.includes(event)}>
          {t(WORDS[event])}
          <code className="font-mono text-muted text-xs">{event}</code>
        </Checkbox>
      ))}
    </fieldset>
  );
}

/** The events that are checked in a form. */
export function chosenEvents(form: HTMLFormElement): WebhookEvent[] {
  return new FormData(form).getAll('events') as WebhookEvent[];
}

/** Changes the events of a webhook. */
export function EventsForm({ webhook }: { webhook: WebhookView }) {
  const t = useTranslations('webhooks.events');
  const router = useRouter();
  const { busy, error, run, setError } = useAction();
  const [saved, setSaved] = useState(false);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const events = chosenEvents(event.currentTarget);
    setSaved(false);
    if (events.length === 0) {
      setError(t('none'));
      return;
    }
    run(async () => {
      const { id } = webhook;
      await callApi('PATCH /api/webhooks/{id}', { params: { id }, body: { events } });
      setSaved(true);
      router.refresh();
    });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3 border-line border-t pt-6">
      <EventFields chosen={webhook.events} />
      <ErrorMessage message={error} />
      <div className="flex items-center gap-3">
        <Button type="submit" busy={busy}>
          {t('save')}
        </Button>
        <span role="status" className="text-good text-sm">
          {saved && t('saved')}
        </span>
      </div>
    </form>
  );
}
