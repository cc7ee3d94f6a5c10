import { SCOPE_LABELS } from './scope-labels';

/** What a new token may do; reading is chosen already. */
export function ScopeFields() {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1.5 font-medium text-sm">It may</legend>
      {Object.entries(SCOPE_LABELS).map(([scope, words]) => (
        <label key={scope} className="flex min-h-10 items-start gap-3 py-1.5 text-sm">
          <input
            type="checkbox"
            name="scopes"
            value={scope}
            defaultChecked={scope === 'jobs:read'}
            className="size-5 shrink-0 accent-accent"
          />
          <span className="flex min-w-0 flex-col gap-0.5">
            {words}
            <code className="font-mono text-muted text-xs">{scope}</code>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
