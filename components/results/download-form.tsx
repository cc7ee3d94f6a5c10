'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { buttonClass } from '@/components/ui/button-class';
import { Field } from '@/components/ui/field';
import type { JobView } from '@/lib/jobs';
import { PICTURE_FORMATS, type PictureFormat } from '@/lib/paths';
import { CopyPicture } from './copy-picture';
import { ofJob, sourcesOf } from './sources';

const FORMATS = ['original', ...PICTURE_FORMATS] as const;

type Format = 'original' | PictureFormat;

/** What `text` says, within 1 and the picture's own width; null for no number. */
function widthIn(text: string, most: number): number | null {
  const width = Math.round(Number(text));
  return Number.isFinite(width) && width >= 1 ? Math.min(width, most) : null;
}

/** Downloads a result as it is, or in another format and width; or copies it. */
export function DownloadForm({ job }: { job: JobView }) {
  const t = useTranslations('viewer.download');
  const group = useId();
  const [format, setFormat] = useState<Format>('original');
  const [width, setWidth] = useState('');
  const path = ofJob(job.id);
  const { full } = sourcesOf(job.result, path);
  const picture = job.result?.picture ?? null;
  const chosen = picture && widthIn(width, picture.width);
  const href = path({
    of: 'output',
    download: true,
    ...(picture && { hash: picture.hash }),
    ...(format !== 'original' && { format, ...(chosen && { width: chosen }) }),
  });
  return (
    <div className="flex flex-col gap-4">
      {picture ? (
        <>
          <fieldset className="grid grid-cols-2 gap-1">
            <legend className="mb-1 text-muted text-sm">{t('format')}</legend>
            {FORMATS.map((one) => (
              <label
                key={one}
                className="flex min-h-10 cursor-pointer items-center justify-center rounded-control border border-line px-3 text-sm hover:bg-sunken has-checked:border-accent has-checked:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-accent"
              >
                <input
                  type="radio"
                  name={group}
                  value={one}
                  checked={format === one}
                  onChange={() => setFormat(one)}
                  className="sr-only"
                />
                {t(one)}
              </label>
            ))}
          </fieldset>
          {format !== 'original' && (
            <Field
              label={t('width')}
              hint={t('widthHint', { width: picture.width })}
              type="number"
              inputMode="numeric"
              min={1}
              max={picture.width}
              placeholder={`${picture.width}`}
              value={width}
              onChange={(event) => setWidth(event.target.value)}
            />
          )}
        </>
      ) : (
        <p className="text-muted text-sm">{t('notStored')}</p>
      )}
      <a href={href} download className={buttonClass({ variant: 'primary' })}>
        <Download aria-hidden className="size-4" />
        {t('action')}
      </a>
      <CopyPicture src={full} />
    </div>
  );
}
