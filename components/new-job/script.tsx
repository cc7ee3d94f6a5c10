'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import useSWR from 'swr';
import { callApi } from '@/components/api-client';
import { StartCode, type StartCodeProps } from '@/components/code-panel/start-code';
import type { JobRequest } from './requests';

/** Stands in the programs until there is a photo. */
const ANY_PHOTO = 'https://example.com/photo.jpg';

type Props = { code: StartCodeProps; request: Omit<JobRequest, 'photoId'> & { photoId?: string } };

/** What the form would send, as programs for the drop-in. Of a batch the first. */
export function Script({ code, request: { mode, parameters, photoId } }: Props) {
  const t = useTranslations('newJob.script');
  const { data } = useSWR(
    photoId ? ['photo-address', photoId] : null,
    ([, id]) => callApi('GET /api/photos/{id}/address', { params: { id } }),
    { revalidateOnFocus: false, shouldRetryOnError: false },
  );
  return (
    <StartCode {...code} mode={mode} body={{ url: data?.url ?? ANY_PHOTO, ...parameters }}>
      {t.rich(photoId ? 'intro' : 'noPhoto', {
        variable: (name) => <code className="font-mono">{name}</code>,
        link: (text) => (
          <Link href="/settings/tokens" className="text-accent underline underline-offset-4">
            {text}
          </Link>
        ),
      })}
    </StartCode>
  );
}
