import type { ShareView } from '@/lib/shares/model';
import { LinkPicture } from '../link-picture';

type Props = {
  link: ShareView;
  /** Null for what was said of the whole board. */
  jobId: string | null;
};

/** Which result of a board something was said of. A single result needs no picture beside it. */
export function EntryPicture({ link, jobId }: Props) {
  const job = link.jobs.find((one) => one.jobId === jobId);
  if (!job || link.jobs.length < 2) return null;
  return <LinkPicture job={job} className="size-12 shrink-0" />;
}
