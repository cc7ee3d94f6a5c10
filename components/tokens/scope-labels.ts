import type { Scope } from '@/lib/tokens';

/** What each scope lets a token do, in the order in which they are offered. */
export const SCOPE_LABELS: Record<Scope, string> = {
  'jobs:read': 'Ask how jobs stand, list the history, fetch pictures',
  'jobs:write': 'Add, label, archive and remove jobs',
  'shares:write': 'Make, list and revoke share links',
};
