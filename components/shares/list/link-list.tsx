'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api-client';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { announce } from '@/components/ui/feedback';
import { Checkbox } from '@/components/ui/input';
import type { ShareView } from '@/lib/shares/model';
import { LinkCard } from './link-card';

type Props = {
  rendered: ShareView[];
  /** The server's time at rendering, ms UTC. */
  now: number;
};

/** A page of the user's links; several can be revoked at once. */
export function LinkList({ rendered, now }: Props) {
  const t = useTranslations('links.list');
  const router = useRouter();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const links = rendered.filter(({ id }) => !gone.has(id));
  const ids = links.flatMap(({ id }) => (chosen.has(id) ? [id] : []));
  const all = ids.length === links.length;

  function choose(id: string, chosenNow: boolean) {
    const next = new Set(chosen);
    if (chosenNow) next.add(id);
    else next.delete(id);
    setChosen(next);
  }

  function drop(revoked: string[]) {
    setGone(new Set([...gone, ...revoked]));
    router.refresh();
  }

  async function revoke() {
    await callApi('POST /api/shares/revoke', { body: { ids } });
    announce(t('revoked', { count: ids.length }));
    setAsking(false);
    setChosen(new Set());
    drop(ids);
  }

  return (
    <>
      <div className="sticky top-0 z-10 flex min-h-14 flex-wrap items-center gap-x-4 border-line border-b bg-wall">
        <Checkbox
          ref={(box) => {
            if (box) box.indeterminate = ids.length > 0 && !all;
          }}
          checked={all && links.length > 0}
          onChange={() => setChosen(new Set(all ? [] : links.map(({ id }) => id)))}
        >
          {ids.length > 0 ? t('chosen', { count: ids.length }) : t('all')}
        </Checkbox>
        {ids.length > 0 && (
          <Button variant="danger" size="small" onClick={() => setAsking(true)}>
            {t('revoke')}
          </Button>
        )}
      </div>
      <ul className="divide-y divide-line">
        {links.map((link) => (
          <li key={link.id} data-link={link.id} className="py-5">
            <LinkCard
              link={link}
              now={now}
              chosen={chosen.has(link.id)}
              onChoose={(chosenNow) => choose(link.id, chosenNow)}
              onRevoked={() => drop([link.id])}
            />
          </li>
        ))}
      </ul>
      {asking && (
        <ConfirmDialog
          title={t('revokeTitle', { count: ids.length })}
          action={t('revoke')}
          onConfirm={revoke}
          onClose={() => setAsking(false)}
        >
          {t('revokeBody', { count: ids.length })}
        </ConfirmDialog>
      )}
    </>
  );
}
