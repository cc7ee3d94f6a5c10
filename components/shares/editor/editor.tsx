'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Field, FieldFrame } from '@/components/ui/field';
import { Textarea } from '@/components/ui/input';
import { serverNow } from '@/components/ui/server-clock';
import { useBriefly } from '@/components/ui/use-briefly';
import { useNextFocus } from '@/components/ui/use-next-focus';
import { startAdding } from '@/components/wall/selection';
import { linksPath } from '@/lib/paths';
import { MAX_NOTE, MAX_TITLE, type ShareView } from '@/lib/shares/model';
import { FeedbackList } from '../feedback/feedback-list';
import { RevokeButton } from '../revoke-button';
import { AddressPanel } from './address-panel';
import { ControlFields } from './control-fields';
import { changeOf, type Draft, draftOf } from './draft';
import { OrderList } from './order-list';
import { useUnsaved } from './use-unsaved';

type Props = {
  rendered: ShareView;
  /** The server's time at rendering, ms UTC. */
  now: number;
  /** Whether it was made a moment ago: then its title comes first. */
  fresh: boolean;
};

/** Changes a link: what it shows in which order, what is written above it, and what it allows. */
export function LinkEditor({ rendered, now, fresh }: Props) {
  const t = useTranslations('links.editor');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const [link, setLink] = useState(rendered);
  const [draft, setDraft] = useState(() => draftOf(rendered));
  const [times, setTimes] = useState(0);
  const saved = useBriefly(times);
  const title = useRef<HTMLInputElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const focusNext = useNextFocus(bar);
  const change = changeOf(link, draft, serverNow(now));
  const dirty = Object.keys(change).length > 0;
  useUnsaved(dirty);
  useEffect(() => {
    if (fresh) title.current?.focus();
  }, [fresh]);

  function edit(part: Partial<Draft>) {
    setDraft((before) => ({ ...before, ...part }));
  }

  function discard() {
    focusNext('button');
    setDraft(draftOf(link));
  }

  function show(next: ShareView) {
    setLink(next);
    // Pages that were left show the link as it was.
    router.refresh();
  }

  function save(event: FormEvent) {
    event.preventDefault();
    // Nothing changed is saved, too.
    if (!dirty) return setTimes((before) => before + 1);
    run(async () => void (await send()));
  }

  /** Sends what was changed. */
  async function send(): Promise<ShareView> {
    const params = { id: link.id };
    const { share } = await callApi('PATCH /api/shares/{id}', { params, body: change });
    setDraft(draftOf(share));
    setTimes((before) => before + 1);
    show(share);
    return share;
  }

  /** Leads to the history, where results are selected. Nothing that was changed here is lost. */
  function addResults() {
    run(async () => {
      const { id, jobs } = dirty ? await send() : link;
      startAdding({ id, jobIds: jobs.map(({ jobId }) => jobId) });
      router.push('/jobs');
    });
  }

  const jobs = draft.jobIds.flatMap((id) => link.jobs.find(({ jobId }) => jobId === id) ?? []);
  return (
    <form
      onSubmit={save}
      className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]"
    >
      <div className="min-w-0 lg:col-start-2">
        <AddressPanel link={link} onReplaced={show} />
      </div>
      <div className="flex min-w-0 flex-col gap-6 lg:col-start-1 lg:row-span-2 lg:row-start-1">
        <Field
          ref={title}
          label={t('title')}
          hint={t('titleHint', { count: jobs.length })}
          value={draft.title}
          onChange={({ target }) => edit({ title: target.value })}
          maxLength={MAX_TITLE}
          dir="auto"
          autoComplete="off"
        />
        <FieldFrame label={t('note')} hint={t('noteHint')}>
          {(control) => (
            <Textarea
              {...control}
              value={draft.note}
              onChange={({ target }) => edit({ note: target.value })}
              maxLength={MAX_NOTE}
              rows={4}
              dir="auto"
            />
          )}
        </FieldFrame>
        <section aria-labelledby="results" className="flex flex-col gap-3">
          <h2 id="results" className="font-semibold tracking-tight">
            {t('results', { count: jobs.length })}
          </h2>
          {jobs.length > 1 && <p className="text-muted text-sm">{t('orderHint')}</p>}
          {jobs.length === 0 && <p className="text-warn">{t('empty')}</p>}
          <OrderList jobs={jobs} onOrder={(jobIds) => edit({ jobIds })} />
          <Button size="small" busy={busy} onClick={addResults} className="self-start">
            <Plus aria-hidden className="size-4" />
            {t('add')}
          </Button>
        </section>
        {link.likes + link.comments > 0 && (
          <section
            aria-labelledby="feedback"
            className="flex flex-col gap-3 border-line border-t pt-6"
          >
            <h2 id="feedback" className="font-semibold tracking-tight">
              {t('feedback')}
            </h2>
            <FeedbackList link={link} />
          </section>
        )}
      </div>
      <div className="flex flex-col gap-6 lg:col-start-2">
        <ControlFields link={link} draft={draft} onChange={edit} />
        <div className="border-line border-t pt-4 *:-ml-2">
          <RevokeButton
            link={link}
            onRevoked={() => {
              router.push(linksPath());
              router.refresh();
            }}
          />
        </div>
      </div>
      <div
        ref={bar}
        className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-3 border-line border-t bg-wall px-4 py-3 sm:-mx-8 sm:px-8 lg:col-span-2"
      >
        <Button type="submit" variant="primary" busy={busy}>
          {t('save')}
        </Button>
        {dirty && <Button onClick={discard}>{t('discard')}</Button>}
        <p role="status" className="text-muted text-sm">
          {dirty ? t('unsaved') : saved ? t('saved') : ''}
        </p>
        <ErrorMessage message={error} />
      </div>
    </form>
  );
}
