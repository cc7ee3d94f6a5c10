'use client';

import type { ShareView } from '@/lib/shares/model';
import { LinkAddress } from './address';
import { LinkFeedback } from './feedback/link-feedback';
import { LinkActions } from './link-actions';
import { LinkFacts } from './link-facts';
import { useLinkName } from './use-link-name';

type Props = { link: ShareView; onRevoked: () => void };

/** One link to a result, beside it: its address, what is known of it, what came back. */
export function LinkRow({ link, onRevoked }: Props) {
  const name = useLinkName()(link);
  return (
    <div className="flex flex-col gap-1.5">
      {(link.title || link.jobs.length > 1) && (
        <p dir="auto" className="wrap-anywhere text-left font-medium text-sm">
          {name}
        </p>
      )}
      <LinkAddress path={link.path} />
      <LinkFacts link={link} />
      <LinkActions link={link} onRevoked={onRevoked} />
      <LinkFeedback link={link} />
    </div>
  );
}
