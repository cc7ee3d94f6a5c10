'use client';

import { callApi } from '@/components/api-client';
import { jobApiPath } from '@/components/jobs/job-api';
import { useAction } from '@/components/layout/use-action';
import { CopyButton } from '@/components/ui/copy-button';
import { ErrorMessage } from '@/components/ui/error-message';
import { CONTROL } from '@/components/ui/field';
import { Time } from '@/components/ui/time';
import { useHydratedValue } from '@/components/ui/use-hydrated-value';
import type { ShareView } from '@/lib/shares';

type Props = { jobId: string; share: ShareView; onRevoked: () => void };

/** One link: to copy, or to revoke at once. */
export function ShareRow({ jobId, share, onRevoked }: Props) {
  const { busy, error, run } = useAction();
  // Only the browser knows under which address people reach this place.
  const origin = useHydratedValue(() => location.origin, '');
  const link = share.path === null ? null : `${origin}${share.path}`;

  function revoke() {
    run(async () => {
      await callApi(`${jobApiPath(jobId, '/shares')}/${encodeURIComponent(share.id)}`, 'DELETE');
      onRevoked();
    });
  }

  return (
    <div className="flex flex-col gap-1">
      {link === null ? (
        <p className="text-muted text-sm">
          This link still opens but can no longer be shown, because the secret of this Bottega has
          changed. Make another one.
        </p>
      ) : (
        <div className="flex items-center gap-1">
          <input
            readOnly
            aria-label="Link to share"
            value={link}
            onFocus={(event) => event.target.select()}
            className={`${CONTROL} min-w-0 flex-1 text-ellipsis font-mono sm:text-xs`}
          />
          <CopyButton text={link} name="Copy the link" />
        </div>
      )}
      <div className="flex items-center justify-between gap-2 text-muted text-xs">
        <span>
          Made <Time at={share.createdAt} />
        </span>
        <button
          type="button"
          onClick={revoke}
          aria-disabled={busy || undefined}
          className="min-h-8 px-1 font-medium text-danger underline-offset-4 hover:underline"
        >
          {busy ? 'Revoking' : 'Revoke'}
        </button>
      </div>
      <ErrorMessage message={error} />
    </div>
  );
}
