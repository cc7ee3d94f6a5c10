'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import { MASK_COLOURS, type MaskColour } from '@/lib/submissions/model';
import { Section } from './section';

/** Chooses the colour that Gepetto gets for what was painted. Stored as soon as it is changed. */
export function MaskColourChoice({ chosen }: { chosen: MaskColour }) {
  const t = useTranslations('masks.setting');
  const router = useRouter();
  const name = useId();
  const { busy, error, run } = useAction();

  function store(maskColour: MaskColour) {
    run(async () => {
      await callApi('PATCH /api/account', { body: { maskColour } });
      router.refresh();
      announce(t('saved'));
    });
  }

  return (
    <div id="mask-colour" className="scroll-mt-6">
      <Section title={t('title')} intro={t('intro')}>
        <fieldset disabled={busy} className="flex flex-wrap gap-x-8 gap-y-1 text-sm">
          <legend className="mb-1 text-muted">{t('legend')}</legend>
          {MASK_COLOURS.map((colour) => (
            <label key={colour} className="flex min-h-10 items-center gap-2">
              <input
                // An unsaved choice does not stay chosen.
                key={chosen}
                type="radio"
                name={name}
                defaultChecked={colour === chosen}
                onChange={() => store(colour)}
                className="size-5 accent-accent"
              />
              <span
                aria-hidden
                className={`size-4 rounded-full border border-edge ${colour === 'white' ? 'bg-white' : 'bg-black'}`}
              />
              {t(colour)}
            </label>
          ))}
        </fieldset>
        <ErrorMessage message={error} />
      </Section>
    </div>
  );
}
