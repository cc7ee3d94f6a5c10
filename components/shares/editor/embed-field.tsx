'use client';

import { useTranslations } from 'next-intl';
import { FieldFrame } from '@/components/ui/field';
import { Textarea } from '@/components/ui/input';
import { siteOrigin } from '@/lib/site-origin';
import { linesOf } from './draft';

type Props = { value: string; onChange: (value: string) => void };

/** The sites that may embed a link, one in each line. */
export function EmbedField({ value, onChange }: Props) {
  const t = useTranslations('links.controls');
  return (
    <FieldFrame label={t('embed')} hint={t('embedHint')}>
      {(control) => (
        <Textarea
          {...control}
          // The browser says it beside the field when the form is sent.
          ref={(field) =>
            field?.setCustomValidity(
              linesOf(value).every((line) => siteOrigin(line) !== null) ? '' : t('embedWrong'),
            )
          }
          rows={2}
          spellCheck={false}
          autoCapitalize="none"
          placeholder="https://www.example.com"
          value={value}
          onChange={({ target }) => onChange(target.value)}
          className="font-mono sm:text-xs!"
        />
      )}
    </FieldFrame>
  );
}
