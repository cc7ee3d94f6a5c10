'use client';

import { clsx } from 'clsx';
import { Camera, ImagePlus, Images, Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { AddressForm } from './address-form';
import type { Source } from './upload-list';
import { useDropped } from './use-dropped';

/** What the file dialog offers. HEIC by its endings too: few systems know its type. */
const ACCEPT = 'image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,.heic,.heif';

type Props = {
  multiple: boolean;
  onSources: (sources: Source[]) => void;
  /** Opens the library; without it there is no such button. */
  onLibrary?: () => void;
  /** Whether there is a photo already: the zone takes less room then. */
  small?: boolean;
};

type FilesProps = {
  multiple?: boolean;
  camera?: boolean;
  onFiles: (files: File[]) => void;
  variant?: 'primary' | 'secondary';
  className?: string;
  children: ReactNode;
};

/** A button that opens the file dialog, or the camera of a phone. */
function FilesButton({ multiple, camera, onFiles, variant, className, children }: FilesProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={ACCEPT}
        multiple={multiple}
        {...(camera && { capture: 'environment' })}
        tabIndex={-1}
        aria-hidden
        className="sr-only"
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file can be chosen again.
          target.value = '';
        }}
      />
      <Button variant={variant} onClick={() => input.current?.click()} className={className}>
        {children}
      </Button>
    </>
  );
}

/** Takes photos in every way: dropped, pasted, chosen, taken, by address, or from the library. */
export function DropZone({ multiple, onSources, onLibrary, small = false }: Props) {
  const t = useTranslations('photos.picker');
  const [asking, setAsking] = useState(false);
  const take = (sources: Source[]) => onSources(multiple ? sources : sources.slice(0, 1));
  const over = useDropped(take);
  return (
    <div
      data-drop-zone
      className={clsx(
        'flex flex-col gap-4 rounded-panel border border-dashed p-4 transition-colors sm:p-6',
        over ? 'border-accent bg-sunken' : 'border-edge bg-panel',
        !small && 'sm:py-16',
      )}
    >
      <p
        className={clsx(
          'text-center',
          over ? 'text-accent' : 'text-muted',
          small && !over && 'hidden',
        )}
      >
        {over ? (
          t('over')
        ) : (
          <span className="[@media(hover:none)]:hidden">
            {t('drop', { count: multiple ? 2 : 1 })}
          </span>
        )}
      </p>
      <div className="flex flex-wrap justify-center gap-2">
        <FilesButton multiple={multiple} onFiles={take} variant={small ? 'secondary' : 'primary'}>
          <ImagePlus aria-hidden className="size-4" />
          {t('choose', { count: multiple ? 2 : 1 })}
        </FilesButton>
        {/* Only what is held in a hand has a camera that looks away from the person. */}
        <FilesButton camera onFiles={take} className="[@media(hover:hover)]:hidden!">
          <Camera aria-hidden className="size-4" />
          {t('camera')}
        </FilesButton>
        {onLibrary && (
          <Button onClick={onLibrary}>
            <Images aria-hidden className="size-4" />
            {t('library')}
          </Button>
        )}
        <Button aria-expanded={asking} onClick={() => setAsking(!asking)}>
          <Link2 aria-hidden className="size-4" />
          {t('address')}
        </Button>
      </div>
      {asking && (
        <AddressForm onAddress={(url) => take([{ url }])} onClose={() => setAsking(false)} />
      )}
      {!small && (
        <p className="mx-auto max-w-prose text-center text-muted text-xs">{t('formats')}</p>
      )}
    </div>
  );
}
