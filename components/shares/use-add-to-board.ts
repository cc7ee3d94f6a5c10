'use client';

import { useRouter } from 'next/navigation';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { linkPath } from '@/lib/paths';

/**
 * Adds results to a link, after those that it shows, and leads back to its editor.
 * @param onAdded called when they were added, before its page opens
 */
export function useAddToBoard(onAdded: () => void) {
  const router = useRouter();
  const { busy, error, run } = useAction();
  function add(id: string, more: readonly string[]) {
    run(async () => {
      const params = { id };
      const { share } = await callApi('GET /api/shares/{id}', { params });
      const jobIds = [...new Set([...share.jobs.map(({ jobId }) => jobId), ...more])];
      await callApi('PATCH /api/shares/{id}', { params, body: { jobIds } });
      onAdded();
      router.push(linkPath(id));
    });
  }
  return { busy, error, add };
}
