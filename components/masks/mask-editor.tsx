'use client';

import { Brush, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useRef, useState } from 'react';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import type { MaskColour } from '@/lib/submissions/model';
import { MaskPreview } from './mask-preview';
import { newPainting, type Painting } from './painting';
import type { MaskedPhoto } from './photo';
import { loadMask } from './upload-mask';

const Editor = lazy(() => import('./editor'));

type Props = {
  photo: MaskedPhoto;
  /** The id of the photo's mask; null without one. */
  value: string | null;
  onChange: (maskId: string | null) => void;
  /** The colour that Gepetto gets for what was painted. */
  colour: MaskColour;
};

/**
 * The mask of a photo as a field of a form: painted full screen, and stored when the person uses it. Until they do, no
 * job can get it. A page that shows it sends the messages of `masks`.
 */
export function MaskEditor(props: Props) {
  // What was painted over another photo does not fit.
  return <MaskField key={props.photo.id} {...props} />;
}

function MaskField({ photo, value, onChange, colour }: Props) {
  const t = useTranslations('masks');
  const [opened, setOpened] = useState<Painting | null>(null);
  const { busy, error, run } = useAction();
  /** What was painted last, with the mask that it belongs to: opened again, it can still be undone. */
  const last = useRef<{ maskId: string | null; painting: Painting } | null>(null);

  function open() {
    run(async () => {
      if (last.current?.maskId === value) return setOpened(last.current.painting);
      setOpened(newPainting(value === null ? null : await loadMask(photo.id, value)));
    });
  }

  function close(maskId: string | null, painting: Painting) {
    last.current = { maskId, painting };
    setOpened(null);
    if (maskId !== value) onChange(maskId);
  }

  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        {value !== null && <MaskPreview photo={photo} maskId={value} />}
        <Button busy={busy} onClick={open}>
          <Brush aria-hidden className="size-4" />
          {value === null ? t('paint') : t('change')}
        </Button>
        {value !== null && (
          <Button variant="ghost" onClick={() => onChange(null)}>
            <X aria-hidden className="size-4" />
            {t('remove')}
          </Button>
        )}
      </div>
      <p className="text-muted text-xs">
        {t.rich('hint', {
          colour,
          link: (text) => (
            <Link
              href="/settings/account#mask-colour"
              className="underline underline-offset-4 hover:text-accent"
            >
              {text}
            </Link>
          ),
        })}
      </p>
      <ErrorMessage message={error} />
      {opened && (
        <Suspense fallback={<div className="fixed inset-0 z-40 bg-black" />}>
          <Editor
            photo={photo}
            initial={opened}
            onUse={close}
            onCancel={(painting) => close(value, painting)}
          />
        </Suspense>
      )}
    </div>
  );
}
