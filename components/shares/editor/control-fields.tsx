'use client';

import { useTranslations } from 'next-intl';
import { Field, FieldFrame } from '@/components/ui/field';
import { Checkbox, Select } from '@/components/ui/input';
import { FEEDBACK_MODES, type FeedbackMode, MAX_VIEWS, type ShareView } from '@/lib/shares/model';
import type { Draft } from './draft';
import { EmbedField } from './embed-field';
import { EndFields } from './end-fields';
import { PasswordFields } from './password-fields';

type Props = { link: ShareView; draft: Draft; onChange: (change: Partial<Draft>) => void };

const SWITCHES = ['showsBefore', 'allowsDownload', 'showsSender'] as const;

/** What a link shows and allows, until when, and to whom. */
export function ControlFields({ link, draft, onChange }: Props) {
  const t = useTranslations('links.controls');
  return (
    <fieldset className="flex flex-col gap-5">
      <legend className="sr-only">{t('legend')}</legend>
      <EndFields draft={draft} expiresAt={link.expiresAt} onChange={onChange} />
      <PasswordFields
        password={draft.password}
        hasPassword={link.hasPassword}
        onChange={onChange}
      />
      <div>
        {SWITCHES.map((name) => (
          <Checkbox
            key={name}
            checked={draft[name]}
            onChange={({ target }) => onChange({ [name]: target.checked })}
          >
            {t(name)}
            <span className="text-muted text-xs">{t(`hint.${name}`)}</span>
          </Checkbox>
        ))}
      </div>
      <FieldFrame label={t('feedback')} hint={t(`feedbackHint.${draft.feedback}`)}>
        {(control) => (
          <Select
            {...control}
            value={draft.feedback}
            onChange={({ target }) => onChange({ feedback: target.value as FeedbackMode })}
          >
            {FEEDBACK_MODES.map((mode) => (
              <option key={mode} value={mode}>
                {t(`feedbackMode.${mode}`)}
              </option>
            ))}
          </Select>
        )}
      </FieldFrame>
      <Field
        type="number"
        inputMode="numeric"
        label={t('maxViews')}
        hint={t('maxViewsHint')}
        placeholder={t('anyNumber')}
        min={1}
        max={MAX_VIEWS}
        step={1}
        value={draft.maxViews}
        onChange={({ target }) => onChange({ maxViews: target.value })}
      />
      <EmbedField value={draft.embedSites} onChange={(embedSites) => onChange({ embedSites })} />
    </fieldset>
  );
}
