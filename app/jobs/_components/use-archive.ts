import { Archive, ArchiveRestore } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { callApi } from '@/app/_ui/api';
import { useAction } from '@/app/_ui/use-action';
import type { JobView } from '@/lib/jobs';
import { jobApiPath } from './job-api';

/** Puts a job away, or back: what the button says and shows, and what pressing it does. */
export function useArchive(job: JobView) {
  const router = useRouter();
  const { busy, error, run } = useAction();
  const toggle = () =>
    run(async () => {
      await callApi(jobApiPath(job.id), 'PATCH', { archived: !job.archived });
      router.refresh();
    });
  const [word, Icon] = job.archived ? ['Restore', ArchiveRestore] : ['Archive', Archive];
  return { busy, error, toggle, word, Icon } as const;
}
