/** The variables that are set and not empty. */
type Given = Record<string, string | undefined>;

/** Variables that only work in pairs. */
function halfPairs(raw: Given): string[] {
  const pairs: [string, string][] = [
    ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
    ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
    ['OIDC_ISSUER', 'OIDC_CLIENT_ID'],
    ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
    ['EMAIL_SERVER', 'EMAIL_FROM'],
    ['S3_BUCKET', 'S3_ENDPOINT'],
    ['S3_BUCKET', 'S3_ACCESS_KEY_ID'],
    ['S3_BUCKET', 'S3_SECRET_ACCESS_KEY'],
  ];
  return pairs
    .filter(([a, b]) => (raw[a] === undefined) !== (raw[b] === undefined))
    .map(([a, b]) => `${a} and ${b} belong together: set both or neither.`);
}

/** On Vercel, settings whose defaults would lose data must be set. */
function vercelProblems(raw: Given): string[] {
  const problems: string[] = [];
  if (!/^(libsql|https?):/.test(raw.DATABASE_URL ?? raw.TURSO_DATABASE_URL ?? '')) {
    problems.push(
      'DATABASE_URL or TURSO_DATABASE_URL must be a libsql:// URL on Vercel: a file would be lost with the instance.',
    );
  }
  if (!raw.BLOB_READ_WRITE_TOKEN && !raw.S3_BUCKET) {
    problems.push(
      'BLOB_READ_WRITE_TOKEN or S3_BUCKET must be set on Vercel: results in a folder would be lost with the instance. Connect a private Blob store to the project.',
    );
  }
  if (!raw.GEPETTO_API_KEY && raw.GEPETTO_SANDBOX !== 'true') {
    problems.push(
      'GEPETTO_API_KEY must be set on Vercel, or GEPETTO_SANDBOX=true to use the sandbox.',
    );
  }
  if (!raw.CRON_SECRET) {
    problems.push(
      'CRON_SECRET must be set on Vercel: without it the cron job that refreshes pending jobs is rejected.',
    );
  }
  if (raw.TRUST_PROXY) {
    problems.push(
      'TRUST_PROXY cannot be set on Vercel, whose own header has the address of the client: remove it.',
    );
  }
  if (raw.WEBHOOKS_ALLOW_PRIVATE === 'true') {
    problems.push(
      'WEBHOOKS_ALLOW_PRIVATE cannot be true on Vercel: the private network is not yours.',
    );
  }
  return problems;
}

/** Problems with combinations of variables, one sentence each that names them and says what to do. */
export function crossChecks(raw: Given): string[] {
  const problems = [...halfPairs(raw), ...(raw.VERCEL ? vercelProblems(raw) : [])];
  if (raw.GEPETTO_API_KEY && raw.GEPETTO_SANDBOX === 'true') {
    problems.push('GEPETTO_SANDBOX=true and GEPETTO_API_KEY contradict each other: remove one.');
  }
  if (!raw.GEPETTO_API_KEY && raw.GEPETTO_SANDBOX === 'false') {
    problems.push('GEPETTO_API_KEY must be set if GEPETTO_SANDBOX=false.');
  }
  const stores = ['STORAGE_DIR', 'S3_BUCKET', 'BLOB_READ_WRITE_TOKEN'].filter((name) => raw[name]);
  if (stores.length > 1) {
    problems.push(`${stores.join(' and ')} name different stores: set one of them.`);
  }
  if (raw.GEPETTO_API_KEY_NEXT !== undefined && raw.GEPETTO_API_KEY === undefined) {
    problems.push('GEPETTO_API_KEY_NEXT needs GEPETTO_API_KEY: set that one first.');
  }
  if (raw.SIGN_UP_DOMAINS && raw.SIGN_UP && raw.SIGN_UP !== 'invite') {
    problems.push('SIGN_UP_DOMAINS needs SIGN_UP=invite: set it, or remove SIGN_UP_DOMAINS.');
  }
  // An emailed link must not depend on a header of the request.
  if (raw.EMAIL_SERVER && !raw.NEXTAUTH_URL) {
    problems.push('NEXTAUTH_URL must be set to the public URL if EMAIL_SERVER is set.');
  }
  return problems;
}
