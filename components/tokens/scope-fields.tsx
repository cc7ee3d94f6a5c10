import { useTranslations } from 'next-intl';
import { Checkbox } from '@/components/ui/input';
import type { Scope } from '@/lib/tokens';

/** In the order of the form. */
const SCOPES = ['jobs:read', 'jobs:write', 'shares:write'] satisfies Scope[];

/** The scopes of a new token; reading is preselected. */
export function ScopeFields() {
  const t = useTranslations('tokens');
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1.5 font-medium text-sm">{t('form.scopes')}</legend>
      {SCOPES.map((scope) => (
        <Checkbox key={scope} name="scopes" value={scope} defaultChecked={scope === 'jobs:read'}>
          {t(`scopes.${scope}`)}
          <code className="font-mono text-muted text-xs">{scope}</code>
        </Checkbox>
      ))}
    </fieldset>
  );
}
