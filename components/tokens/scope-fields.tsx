import { Checkbox } from '@/components/ui/input';
import type { Scope } from '@/lib/tokens';

/** What each scope allows, in the order of the form. */
const SCOPE_LABELS: Record<Scope, string> = {
  'jobs:read': 'Ask how jobs stand, list the history, fetch pictures',
  'jobs:write': 'Add, label, archive and remove jobs',
  'shares:write': 'Make, list and revoke share links',
};

/** The scopes of a new token; reading is preselected. */
export function ScopeFields() {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1.5 font-medium text-sm">It may</legend>
      {Object.entries(SCOPE_LABELS).map(([scope, words]) => (
        <Checkbox key={scope} name="scopes" value={scope} defaultChecked={scope === 'jobs:read'}>
          {words}
          <code className="font-mono text-muted text-xs">{scope}</code>
        </Checkbox>
      ))}
    </fieldset>
  );
}
