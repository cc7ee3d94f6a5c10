'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { StartCodeProps } from '@/components/code-panel/start-code';
import { MaskEditor } from '@/components/masks/mask-editor';
import { PhotoPicker } from '@/components/photos/photo-picker';
import { ErrorMessage } from '@/components/ui/feedback';
import type { List } from '@/lib/catalogue';
import { itemName } from '@/lib/catalogue/model';
import { recipesPath } from '@/lib/paths';
import type { MaskColour } from '@/lib/submissions/model';
import { modeRow } from '@/lib/submissions/modes';
import { ChoiceGroup } from './choice-tile';
import type { Draft } from './draft';
import { ModeForm } from './mode-form';
import { ModePicker } from './mode-picker';
import { Problem, problemOf } from './problem';
import { maskOf, requestsOf, requestWithoutPhoto } from './requests';
import { Script } from './script';
import type { Sent } from './sent';
import { SubmitBar } from './submit-bar';
import { useLists } from './use-lists';
import { useStart } from './use-start';

/** What the server knows about the form. */
export type FormContext = {
  lists: Readonly<Record<'styles' | 'rooms', List>>;
  maskColour: MaskColour;
  /** Programs that start a job; null if the address of this server is not known. */
  code: StartCodeProps | null;
};

type Props = FormContext & {
  draft: Draft;
  setDraft: (change: (before: Draft) => Draft) => void;
  /** A result that is becoming a photo. */
  taking: { busy: boolean; error: ReactNode };
  onSent: (sent: Sent) => void;
};

/** Brings the first field with a problem into view, and the focus to it. */
function showFirstProblem(form: HTMLElement): void {
  const alert = form.querySelector('[role="alert"]');
  const field = alert?.closest('[data-field]');
  field?.closest('details')?.setAttribute('open', '');
  field?.scrollIntoView({ block: 'center' });
  field?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true });
}

/** First the photo, then what to do with it, and what that costs. */
export function NewJobForm(props: Props) {
  const { lists: rendered, maskColour, code, draft, setDraft, taking, onSent } = props;
  const t = useTranslations('newJob.form');
  const locale = useLocale();
  const form = useRef<HTMLFormElement>(null);
  /** Problems are named once somebody has tried to start; from then on they go as they are mended. */
  const [tried, setTried] = useState(false);
  const { busy, error, run } = useStart(({ submissions }) => {
    const [first] = submissions;
    if (!first) return;
    onSent(first.batchId ? { kind: 'batch', id: first.batchId } : { kind: 'one', id: first.id });
  });

  const { photos, mode, values } = draft;
  const lists = useLists(rendered, mode);
  const nameOfStyle = (id: string) => {
    const item = lists.styles.find((style) => style.id === id);
    return item ? itemName(item, locale) : id;
  };
  const { requests, problems } = requestsOf(draft, nameOfStyle);
  const shown = tried ? problems : [];
  const change = (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed }));

  function submit(event: FormEvent) {
    event.preventDefault();
    if (problems.length === 0) return run(draft.id, requests);
    setTried(true);
    requestAnimationFrame(() => form.current && showFirstProblem(form.current));
  }

  const takesMask = mode !== null && modeRow(mode).fields.some(({ kind }) => kind === 'mask');
  const masks = takesMask && photos.length > 0 && (
    <ChoiceGroup
      legend={t('mask')}
      hint={t('maskHint', { count: photos.length })}
      id="mask"
      problem={problemOf(shown, 'mask') && <Problem problem={problemOf(shown, 'mask')} />}
    >
      {photos.map((photo) => (
        <MaskEditor
          key={photo.id}
          photo={photo}
          value={draft.masks[photo.id] ?? null}
          onChange={(maskId) =>
            setDraft((before) => {
              const { [photo.id]: _, ...others } = before.masks;
              return { ...before, masks: maskId ? { ...others, [photo.id]: maskId } : others };
            })
          }
          colour={maskColour}
        />
      ))}
    </ChoiceGroup>
  );

  return (
    <form
      ref={form}
      onSubmit={submit}
      noValidate
      className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_26rem]"
    >
      <div data-field="photo" className="flex min-w-0 flex-col gap-2 lg:sticky lg:top-6">
        <PhotoPicker photos={photos} onChange={(next) => change({ photos: next })} multiple />
        <p role="status" className="text-muted text-sm empty:hidden">
          {taking.busy && t('taking')}
        </p>
        <ErrorMessage message={taking.error} />
        <Problem problem={problemOf(shown, 'photo')} />
      </div>
      <div className="flex min-w-0 flex-col gap-8">
        <div data-field="mode" className="flex flex-col gap-2">
          <ModePicker value={mode} onChange={(next) => change({ mode: next })} />
          <Problem problem={problemOf(shown, 'mode')} />
          <Link
            href={recipesPath(photos[0]?.id)}
            className="self-start py-1 text-accent text-sm underline underline-offset-4"
          >
            {t('recipe')}
          </Link>
        </div>
        {mode && (
          <ModeForm
            mode={mode}
            values={values}
            onChange={(next) => change({ values: next })}
            errors={shown}
            lists={lists}
            severalStyles
            mask={masks}
            hasMask={photos.length > 0 && photos.every((photo) => maskOf(draft, photo))}
          />
        )}
        <SubmitBar
          requests={problems.length === 0 ? requests : []}
          photos={photos.length}
          jobs={requests.length}
          busy={busy}
          error={error}
          problem={problemOf(shown, 'batch') ?? problemOf(shown, 'parameters')}
        />
      </div>
      {code && mode && (
        <div className="min-w-0 lg:col-span-2">
          <Script code={code} request={requests[0] ?? requestWithoutPhoto(draft, mode)} />
        </div>
      )}
    </form>
  );
}
