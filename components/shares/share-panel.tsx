'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { type ApiResult, callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { CopyLinkButton } from './copy-link-button';
import { LinkRow } from './link-row';
import { plainLink } from './plain-link';

export type LinksPage = ApiResult<'GET /api/shares'>;

type Props = {
  jobId: string;
  /** The newest links that show the job. */
  initial: LinksPage;
};

/** Copies, lists, makes and revokes the links that show a job. */
export function SharePanel({ jobId, initial }: Props) {
  const t = useTranslations('links.panel');
  const [links, setLinks] = useState(initial.shares);
  const [cursor, setCursor] = useState(initial.nextCursor);
  const another = useAction();
  const older = useAction();
  const panel = useRef<HTMLDivElement>(null);

  function remove(revoked: string) {
    setLinks((before) => before.filter(({ id }) => id !== revoked));
    // The removed row had the focus.
    panel.current?.querySelector('button')?.focus();
  }

  function makeAnother() {
    another.run(async () => {
      const { share } = await callApi('POST /api/shares', { body: { jobIds: [jobId] } });
      setLinks((before) => [share, ...before]);
    });
  }

  function showOlder(from: string) {
    older.run(async () => {
      const page = await callApi('GET /api/shares', { query: { jobId, cursor: from } });
      setLinks((before) => [...before, ...page.shares]);
      setCursor(page.nextCursor);
    });
  }

  return (
    <div ref={panel} className="flex flex-col gap-4">
      <p className="text-muted text-sm">{t('intro')}</p>
      <CopyLinkButton
        jobId={jobId}
        links={links}
        onMade={(link) => setLinks((before) => [link, ...before])}
      />
      {links.length > 0 && (
        <ul className="flex flex-col divide-y divide-line">
          {links.map((link) => (
            <li key={link.id} className="py-4 first:pt-0">
              <LinkRow link={link} onRevoked={() => remove(link.id)} />
            </li>
          ))}
        </ul>
      )}
      {cursor !== null && (
        <Button size="small" busy={older.busy} onClick={() => showOlder(cursor)}>
          {t('older')}
        </Button>
      )}
      <ErrorMessage message={older.error} />
      {plainLink(links, jobId) && (
        <Button
          size="small"
          variant="ghost"
          busy={another.busy}
          onClick={makeAnother}
          className="-ml-2 self-start"
        >
          {t('another')}
        </Button>
      )}
      <ErrorMessage message={another.error} />
    </div>
  );
}
