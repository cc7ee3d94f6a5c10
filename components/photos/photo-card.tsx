import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { historyHref } from '@/components/jobs/history-links';
import { averageColour } from '@/components/results/thumb-hash';
import { jobPath, jobPicturePath, newJobPath } from '@/lib/paths';
import type { MadeOf, PhotoView } from '@/lib/photos';
import { isolate } from '@/lib/visible-text';
import { countText } from './count-text';
import { PhotoMenu } from './photo-menu';
import { PhotoThumb } from './photo-thumb';

/** A result of the photo, small; it leads to its page. */
function SmallResult({ result }: { result: MadeOf }) {
  const { jobId, label, mode, hash, thumbHash } = result;
  const name = label ?? mode ?? jobId;
  return (
    <Link href={jobPath(jobId)} prefetch={false} title={name} className="block size-full">
      <img
        src={jobPicturePath(jobId, { of: 'output', size: '320', hash })}
        alt={name}
        loading="lazy"
        decoding="async"
        className="size-full rounded-print object-cover"
        style={{ backgroundColor: averageColour(thumbHash) }}
      />
    </Link>
  );
}

/** One photo of the library with what was made of it. */
export function PhotoCard({ photo, made }: { photo: PhotoView; made: MadeOf[] }) {
  const t = useTranslations('photos');
  const name = photo.name ?? t('unnamed');
  return (
    <article className="flex flex-col gap-2">
      <Link
        href={newJobPath({ photo: photo.id })}
        prefetch={false}
        aria-label={t('startNamed', { name: isolate(name) })}
        className="group relative block"
      >
        <PhotoThumb
          photo={photo}
          alt=""
          sizes="(max-width: 40rem) 50vw, 18rem"
          className="aspect-3/2 w-full rounded-print shadow-print"
        />
        <span className="absolute right-2 bottom-2 flex items-center gap-1.5 rounded-full bg-black/60 px-3 py-1 text-white text-xs opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100">
          <Plus aria-hidden className="size-3.5" />
          {t('start')}
        </span>
      </Link>
      <div className="flex items-start gap-1">
        <div className="min-w-0 flex-1">
          <h2 dir="auto" title={name} className="truncate font-medium text-sm">
            {name}
          </h2>
          {photo.results > 0 ? (
            <Link
              href={historyHref({ archived: false, photo: photo.id })}
              prefetch={false}
              className="text-accent text-sm underline underline-offset-4"
            >
              {t('results', { count: photo.results, shown: countText(photo.results) })}
            </Link>
          ) : (
            <p className="text-muted text-sm">{t('noResults')}</p>
          )}
        </div>
        <PhotoMenu photo={photo} />
      </div>
      {made.length > 0 && (
        <ul aria-label={t('made', { name: isolate(name) })} className="grid grid-cols-4 gap-1.5">
          {made.map((result) => (
            <li key={result.jobId} className="aspect-square">
              <SmallResult result={result} />
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
