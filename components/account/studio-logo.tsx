'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useId, useRef } from 'react';
import { callApi, ignoreGone, request, toError } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { scaled } from '@/components/photos/scale';
import { Button } from '@/components/ui/button';
import { announce, ErrorMessage } from '@/components/ui/feedback';

const PATH = '/api/account/studio-logo';

/** Shows, replaces and removes the logo of the studio. */
export function StudioLogo({ logo }: { logo: string | null }) {
  const t = useTranslations('account.studio');
  const router = useRouter();
  const { busy, error, run } = useAction();
  const file = useRef<HTMLInputElement>(null);
  const hint = useId();

  function send(chosen: File | undefined) {
    if (!chosen) return;
    run(async () => {
      const body = await scaled(chosen);
      const headers = { 'Content-Type': body.type || 'application/octet-stream' };
      const response = await request(PATH, { method: 'PUT', body, headers });
      if (!response.ok) throw await toError(response);
      announce(t('logoSaved'));
      router.refresh();
    });
  }

  function remove() {
    run(async () => {
      await callApi('DELETE /api/account/studio-logo').catch(ignoreGone);
      announce(t('logoRemoved'));
      router.refresh();
    });
  }

  return (
    <div className="flex flex-col gap-3">
      <p className="font-medium text-sm">{t('logo')}</p>
      {logo === null ? (
        <p className="text-muted text-sm">{t('noLogo')}</p>
      ) : (
        // As clients see it, in either theme.
        <span className="grid w-fit place-items-center rounded-control border border-line bg-[#f5f2ec] p-4">
          <img
            src={`${PATH}?v=${logo}`}
            alt={t('logoAlt')}
            className="h-8 max-w-40 object-contain"
          />
        </span>
      )}
      <div className="flex flex-wrap gap-2">
        <input
          ref={file}
          type="file"
          accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
          aria-label={t('logo')}
          aria-describedby={hint}
          tabIndex={-1}
          className="sr-only"
          onChange={({ target }) => {
            send(target.files?.[0]);
            // The same file can be chosen again.
            target.value = '';
          }}
        />
        <Button busy={busy} onClick={() => file.current?.click()} aria-describedby={hint}>
          {t(logo === null ? 'choose' : 'replace')}
        </Button>
        {logo !== null && (
          <Button busy={busy} onClick={remove}>
            {t('remove')}
          </Button>
        )}
      </div>
      <p id={hint} className="text-muted text-xs">
        {t('logoHint')}
      </p>
      <ErrorMessage message={error} />
    </div>
  );
}
