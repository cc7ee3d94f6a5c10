'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { RelativeTime } from '@/components/ui/time';
import { linkPath } from '@/lib/paths';
import type { ShareView } from '@/lib/shares/model';
import { isolate } from '@/lib/visible-text';
import { LinkAddress } from '../address';
import { LinkFeedback } from '../feedback/link-feedback';
import { LinkActions } from '../link-actions';
import { LinkFacts } from '../link-facts';
import { LinkPicture } from '../link-picture';
import { useLinkName } from '../use-link-name';

/** Pictures of a board that are shown; the rest is a number. */
const SHOWN = 4;

type Props = {
  link: ShareView;
  /** The server's time at rendering, ms UTC. */
  now: number;
  chosen: boolean;
  onChoose: (chosen: boolean) => void;
  onRevoked: () => void;
};

/** What a link holds, small. */
function Pictures({ jobs }: Pick<ShareView, 'jobs'>) {
  const t = useTranslations('links.list');
  const more = jobs.length - SHOWN;
  return (
    <ul aria-label={t('holds')} className="flex shrink-0 gap-1 max-sm:col-span-2">
      {jobs.slice(0, SHOWN).map((job) => (
        <li key={job.jobId}>
          <LinkPicture job={job} className="size-14" />
        </li>
      ))}
      {more > 0 && (
        <li className="grid size-14 place-items-center rounded-print bg-sunken text-muted text-sm">
          {t('more', { count: more })}
        </li>
      )}
    </ul>
  );
}

/** One link in the list of all. */
export function LinkCard({ link, now, chosen, onChoose, onRevoked }: Props) {
  const t = useTranslations('links.list');
  const tFacts = useTranslations('links.facts');
  const name = useLinkName()(link);
  const { firstViewAt, lastViewAt } = link;
  return (
    <article className="flex items-start gap-3">
      <input
        type="checkbox"
        aria-label={t('choose', { name: isolate(name) })}
        checked={chosen}
        onChange={({ target }) => onChoose(target.checked)}
        className="mt-1 size-5 shrink-0 accent-accent"
      />
      <div className="flex min-w-0 flex-1 flex-col gap-3 md:flex-row md:gap-6">
        <div className="flex min-w-0 flex-1 flex-col gap-2">
          <h2 dir="auto" className="wrap-anywhere text-left font-medium">
            <Link href={linkPath(link.id)} prefetch={false} className="hover:text-accent">
              {name}
            </Link>
          </h2>
          {link.jobs.length > 0 && <Pictures jobs={link.jobs} />}
          <LinkFacts link={link} />
          <p className="flex flex-wrap gap-x-3 text-muted text-xs">
            <span>
              {tFacts.rich('created', {
                time: () => <RelativeTime at={link.createdAt} now={now} />,
              })}
            </span>
            {firstViewAt !== null && (
              <span>
                {tFacts.rich('firstView', {
                  time: () => <RelativeTime at={firstViewAt} now={now} />,
                })}
              </span>
            )}
            {lastViewAt !== null && (
              <span>
                {tFacts.rich('lastView', {
                  time: () => <RelativeTime at={lastViewAt} now={now} />,
                })}
              </span>
            )}
          </p>
          <LinkFeedback link={link} />
        </div>
        <div className="flex flex-col gap-1 md:w-72">
          <LinkAddress path={link.path} />
          <LinkActions link={link} onRevoked={onRevoked} />
        </div>
      </div>
    </article>
  );
}
