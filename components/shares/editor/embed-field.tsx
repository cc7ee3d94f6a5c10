'use client';

import { useTranslations } from 'next-intl';
import { FieldFrame } from '@/components/ui/field';
import { Textarea } from '@/components/ui/input';
import { linesOf } from './draft';

/** What may be a site: the server has the last word. */
const SITE = /^(https:\/\/|http:\/\/(?=localhost|127\.))?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?\/?$/i;

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
              linesOf(value).every((line) => SITE.test(line)) ? '' : t('embedWrong'),
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
