'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-button';
import type { TokenView } from '@/lib/tokens';
import { isolate } from '@/lib/visible-text';
import { type MadeToken, NewTokenForm } from './new-token-form';
import { TokenRow } from './token-row';

type CreatedTokenProps = { made: MadeToken; onDone: () => void };

/** Shows the value of a new token, once. */
function CreatedToken({ made, onDone }: CreatedTokenProps) {
  const t = useTranslations('tokens.created');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  return (
    <section
      aria-labelledby="fresh"
      className="flex flex-col gap-4 rounded-panel border border-accent/60 bg-panel p-5 sm:p-6"
    >
      <div className="flex flex-col gap-1">
        <h2 id="fresh" className="wrap-break-word font-semibold tracking-tight">
          {t('title', { name: isolate(made.view.name) })}
        </h2>
        <p className="text-muted text-sm">{t('body')}</p>
      </div>
      <CopyField ref={field} text={made.token} label={t('field')} copyName={t('copy')} />
      <Button onClick={onDone} className="self-start">
        {t('done')}
      </Button>
    </section>
  );
}

type TokenListProps = { initial: TokenView[]; now: number };

/** Lists, creates and revokes tokens. */
export function TokenList({ initial, now }: TokenListProps) {
  const t = useTranslations('tokens.list');
  const [tokens, setTokens] = useState(initial);
  const [fresh, setFresh] = useState<MadeToken | null>(null);
  const [making, setMaking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const returning = useRef(false);

  useEffect(() => {
    if (returning.current) opener.current?.focus();
    returning.current = false;
  });

  /** Closes the form or the new token, and returns the focus to the button that opens the form. */
  function comeBack() {
    returning.current = true;
    setMaking(false);
    setFresh(null);
  }

  function onMade(made: MadeToken) {
    setTokens((before) => [made.view, ...before]);
    setFresh(made);
    setMaking(false);
  }

  function onRevoked(id: string) {
    returning.current = true;
    setTokens((before) => before.filter((token) => token.id !== id));
    if (fresh?.view.id === id) setFresh(null);
  }

  return (
    <div className="flex flex-col gap-8">
      {fresh && <CreatedToken key={fresh.view.id} made={fresh} onDone={comeBack} />}
      {making || tokens.length === 0 ? (
        <NewTokenForm onMade={onMade} onCancel={making ? comeBack : null} />
      ) : (
        !fresh && (
          <Button
            ref={opener}
            variant="primary"
            onClick={() => setMaking(true)}
            className="self-start"
          >
            {t('new')}
          </Button>
        )
      )}
      {tokens.length > 0 && (
        <section aria-labelledby="tokens">
          <h2 id="tokens" className="mb-2 font-semibold tracking-tight">
            {t('title')}
          </h2>
          <ul className="divide-y divide-line border-line border-y">
            {tokens.map((token) => (
              <li key={token.id}>
                <TokenRow token={token} now={now} onRevoked={() => onRevoked(token.id)} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
