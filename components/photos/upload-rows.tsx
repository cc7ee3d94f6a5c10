'use client';

import { Image, RotateCw, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ApiError } from '@/components/api-client';
import { useErrorMessage } from '@/components/layout/use-action';
import { Button, IconButton } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { isolate } from '@/lib/visible-text';
import { ProgressBar } from './progress-bar';
import type { Source, Upload } from './upload-list';
import type { Uploads } from './use-uploads';

const nameOf = (source: Source) => (source instanceof File ? source.name : source.url);

function useUploadError(): (error: unknown) => React.ReactNode {
  const t = useTranslations('photos.failed');
  const describe = useErrorMessage();
  return (error) => {
    const code = error instanceof ApiError ? error.code : '';
    if (code === 'file_too_large' || code === 'file_not_scaled') return t(code);
    return describe(error);
  };
}

type RowProps = Pick<Uploads, 'retry' | 'cancel'> & { upload: Upload };

function UploadRow({ upload, retry, cancel }: RowProps) {
  const t = useTranslations('photos.upload');
  const describe = useUploadError();
  const { id, source, state, progress, error } = upload;
  const name = nameOf(source);
  const failed = state === 'failed';
  return (
    <li className="flex items-center gap-3 rounded-control border border-line bg-panel py-2 pr-2 pl-3">
      <Image aria-hidden className="size-5 shrink-0 text-muted" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p dir="auto" className="truncate text-sm" title={name}>
          {name}
        </p>
        {failed ? (
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <ErrorMessage message={describe(error)} />
            <Button size="small" onClick={() => retry(id)}>
              <RotateCw aria-hidden className="size-4" />
              {t('retry')}
            </Button>
          </div>
        ) : (
          <div className="flex items-center gap-3">
            <ProgressBar
              label={t('progress', { name: isolate(name) })}
              value={state === 'sending' || state === 'waiting' ? progress : null}
              className="min-w-0 flex-1"
            />
            <span className="shrink-0 text-muted text-xs tabular-nums">
              {state === 'sending' ? t('sending', { part: progress }) : t(state)}
            </span>
          </div>
        )}
      </div>
      <IconButton
        name={failed ? t('dismiss', { name: isolate(name) }) : t('cancel', { name: isolate(name) })}
        onClick={() => cancel(id)}
      >
        <X aria-hidden className="size-4" />
      </IconButton>
    </li>
  );
}

/** Photos on their way, each with its progress, a way to stop it, and to try again. */
export function UploadRows({ uploads, retry, cancel }: Uploads) {
  const t = useTranslations('photos.upload');
  if (uploads.length === 0) return null;
  return (
    <ul aria-label={t('list')} className="flex flex-col gap-2">
      {uploads.map((upload) => (
        <UploadRow key={upload.id} upload={upload} retry={retry} cancel={cancel} />
      ))}
    </ul>
  );
}
