/** The variables as they stand in the environment, none of them empty. */
type Given = Record<string, string | undefined>;

/** Pairs that only work together; half a pair is a mistake worth a sentence. */
function halfPairs(raw: Given): string[] {
  const pairs: [string, string][] = [
    ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
    ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
    ['OIDC_ISSUER', 'OIDC_CLIENT_ID'],
    ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
    ['EMAIL_SERVER', 'EMAIL_FROM'],
  ];
  return pairs
    .filter(([a, b]) => (raw[a] === undefined) !== (raw[b] === undefined))
    .map(([a, b]) => `${a} and ${b} go together: set both or neither.`);
}

/** Where instances come and go, what one box may leave out would be lost without a word. */
function vercelFaults(raw: Given): string[] {
  const faults: string[] = [];
  if (!/^(libsql|https?):/.test(raw.DATABASE_URL ?? raw.TURSO_DATABASE_URL ?? '')) {
    faults.push(
      'DATABASE_URL or TURSO_DATABASE_URL must be a libsql:// address on Vercel: a file there is lost with the instance.',
    );
  }
  if (!raw.GEPETTO_API_KEY && raw.GEPETTO_SANDBOX !== 'true') {
    faults.push(
      'GEPETTO_API_KEY must be set on Vercel, or GEPETTO_SANDBOX=true to show made-up jobs on purpose.',
    );
  }
  if (!raw.CRON_SECRET) {
    faults.push(
      'CRON_SECRET must be set on Vercel: without it the cron job that refreshes pending jobs is refused.',
    );
  }
  if (raw.WEBHOOKS_ALLOW_PRIVATE === 'true') {
    faults.push('WEBHOOKS_ALLOW_PRIVATE cannot be true on Vercel: the network there is not yours.');
  }
  return faults;
}

/** What is wrong with the variables taken together: one sentence a fault, that names them and says what to do. */
export function crossChecks(raw: Given): string[] {
  const faults = [...halfPairs(raw), ...(raw.VERCEL ? vercelFaults(raw) : [])];
  if (raw.GEPETTO_API_KEY && raw.GEPETTO_SANDBOX === 'true') {
    faults.push('GEPETTO_SANDBOX=true and GEPETTO_API_KEY contradict one another: remove one.');
  }
  if (!raw.GEPETTO_API_KEY && raw.GEPETTO_SANDBOX === 'false') {
    faults.push('GEPETTO_API_KEY must be set where GEPETTO_SANDBOX=false.');
  }
  if (raw.GEPETTO_API_KEY_NEXT !== undefined && raw.GEPETTO_API_KEY === undefined) {
    faults.push('GEPETTO_API_KEY_NEXT needs GEPETTO_API_KEY before it: set that one first.');
  }
  // A link in a mail must not depend on a header that the asker chose.
  if (raw.EMAIL_SERVER && !raw.NEXTAUTH_URL) {
    faults.push('NEXTAUTH_URL must be set to the public address when EMAIL_SERVER is.');
  }
  return faults;
}
