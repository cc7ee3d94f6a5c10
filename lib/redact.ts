import 'server-only';

/** Replaces a secret. */
const REDACTED = '[redacted]';

/** A kind of secret: its pattern, and a cheap mark that every text with such a secret contains. */
type SecretPattern = { mark: RegExp; pattern: RegExp };

/** Start of a JSON field with credentials. Its quotes may be escaped. */
const FIELD = String.raw`"(?:authorization|(?:set-)?cookie|password|token)\\*":`;
const FIELD_MARK = /(?:authorization|cookie|password|token)\\*"/;
/** A JSON string after its opening quote. */
const TEXT = String.raw`[^"\\]*(?:\\.[^"\\]*)*`;

/**
 * Patterns of secrets in paths, headers, messages and stacks. Groups named `keep` stay in the text. What may
 * precede a match is bounded, so that a URL of many thousand characters cannot take seconds.
 */
export const SECRET_PATTERNS: SecretPattern[] = [
  // Our own: personal tokens, webhook secrets, share links, and what Gepetto gets: photos and our webhook.
  { mark: /bottega_pat_/, pattern: /bottega_pat_[A-Za-z0-9_-]+/g },
  { mark: /whsec_/, pattern: /whsec_[A-Za-z0-9+/=_-]+/g },
  {
    mark: /\/(?:[sp]|gepetto)\//,
    pattern: /(?<keep>\/(?:[sp]|hooks\/gepetto)\/)[A-Za-z0-9_-]{16,}/g,
  },
  // Credentials in headers.
  { mark: /bearer|basic/, pattern: /(?<keep>\b(?:Bearer|Basic)\s+)[A-Za-z0-9+/=._~-]+/gi },
  {
    mark: /=/,
    pattern:
      /(?<keep>[\w.-]{0,40}(?:session-token|csrf-token|callback-url|link-intent|bottega-device|pkce\.code_verifier|\.state|\.nonce)(?:\.\d+)?=)[^;\s"'\\]+/gi,
  },
  // JSON fields with credentials at any depth: a string, or a list of strings.
  { mark: FIELD_MARK, pattern: new RegExp(String.raw`(?<keep>${FIELD}\\*")${TEXT}`, 'gi') },
  {
    mark: FIELD_MARK,
    pattern: new RegExp(String.raw`(?<keep>${FIELD}\[\\*")${TEXT}(?:","${TEXT})*`, 'gi'),
  },
  // JSON Web Tokens, signed or encrypted, such as session cookies.
  { mark: /eyJ/, pattern: /\beyJ[A-Za-z0-9_-]{1,500}\.[A-Za-z0-9_.-]+/g },
  // URL parameters with credentials: emailed links, providers, databases.
  {
    mark: /=/,
    pattern:
      /(?<keep>[?&;](?:access_token|auth_?token|token|api_?key|code|state|secret|password|email)=)[^&#\s"'\\]+/gi,
  },
  // user:password@host.
  { mark: /@/, pattern: /(?<keep>\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"'\\]{1,500}@/gi },
  // Email addresses, also in URLs.
  {
    mark: /@|%40/,
    pattern: /[A-Za-z0-9._%+-]{1,64}(?:@|%40)(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}/g,
  },
];

/** Most lines contain no mark, and this one test costs a fiftieth of trying all patterns. */
const MARKS = new RegExp(
  [...new Set(SECRET_PATTERNS.map(({ mark }) => mark.source))].join('|'),
  'i',
);

/** A value as it may occur in a line: verbatim, and encoded as JSON, in a URL or as base64. */
function encodingsOf(secret: string): string[] {
  const base64 = Buffer.from(secret)
    .toString('base64')
    .replace(/={1,2}$/, '');
  const base64url = Buffer.from(secret).toString('base64url');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    base64,
    base64url,
  ];
}

/**
 * Creates a function that replaces secrets in a text with `[redacted]`. JSON stays valid.
 * @param secrets values to redact besides `SECRET_PATTERNS`, such as keys and passwords
 */
export function redactor(secrets: string[]): (text: string) => string {
  // Longest first: one may be a prefix of another.
  const known = [...new Set(secrets.flatMap(encodingsOf))].sort((a, b) => b.length - a.length);
  const values = known.length > 0 ? new RegExp(known.map(RegExp.escape).join('|'), 'g') : null;
  return (text) => {
    let clean = values ? text.replace(values, REDACTED) : text;
    if (!MARKS.test(clean)) return clean;
    for (const { pattern } of SECRET_PATTERNS) {
      clean = clean.replace(pattern, (...match) => {
        const groups = match.at(-1) as { keep?: string } | string;
        return `${typeof groups === 'object' ? (groups.keep ?? '') : ''}${REDACTED}`;
      });
    }
    return clean;
  };
}
