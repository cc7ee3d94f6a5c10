import { Download, Maximize2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button-class';
import { jobPicturePath } from '@/lib/paths';

/** Links that download and open the result. */
export function PictureActions({ jobId }: { jobId: string }) {
  const t = useTranslations('jobs.actions');
  return (
    <div className="flex flex-col gap-2">
      <a
        href={jobPicturePath(jobId, { of: 'output', download: true })}
        download
        className={buttonClass({ variant: 'primary' })}
      >
        <Download aria-hidden className="size-4" />
        {t('download')}
      </a>
      <a
        href={jobPicturePath(jobId, { of: 'output' })}
        target="_blank"
        rel="noreferrer"
        className={buttonClass()}
      >
        <Maximize2 aria-hidden className="size-4" />
        {t('open')}
      </a>
    </div>
  );
}
