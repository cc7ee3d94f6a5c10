'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { linkPath } from '@/lib/paths';

/**
 * Makes a board, with the plain defaults, and leads to where it is put in order and copied.
 * @param onMade called when it was made, before its page opens
 */
export function useMakeBoard(onMade?: () => void) {
  const router = useRouter();
  const t = useTranslations('links.photo');
  const { busy, error, run, setError } = useAction();
  /** @param jobsOf gives the ids of its jobs, in their order */
  function make(jobsOf: () => Promise<readonly string[]>) {
    run(async () => {
      const jobIds = [...(await jobsOf())];
      if (jobIds.length === 0) return setError(t('none'));
      const { share } = await callApi('POST /api/shares', { body: { jobIds } });
      onMade?.();
      router.push(`${linkPath(share.id)}?new=1` as Route);
    });
  }
  return { busy, error, make };
}
