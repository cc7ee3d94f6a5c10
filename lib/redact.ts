import 'server-only';

/** What stands where a secret stood. */
const GONE = '[redacted]';

/**
 * Secrets by their shape, wherever they stand: in a path, a header, a message, a stack. The groups that
 * are named `keep` say what it was and stay. What may stand before a match is bounded: an address of many
 * thousand characters, which anybody can send, must not cost seconds.
 */
const SHAPES: RegExp[] = [
  // Our own: personal tokens, signing secrets of webhooks, share links and hooks.
  /bottega_pat_[A-Za-z0-9_-]+/g,
  /whsec_[A-Za-z0-9+/=_-]+/g,
  /(?<keep>\/(?:s|hooks)\/)[A-Za-z0-9_-]{16,}/g,
  // Credentials in headers.
  /(?<keep>\b(?:Bearer|Basic)\s+)[A-Za-z0-9+/=._~-]+/gi,
  /(?<keep>[\w.-]{0,40}(?:session-token|csrf-token|callback-url|pkce\.code_verifier|\.state|\.nonce)(?:\.\d+)?=)[^;\s"'\\]+/gi,
  // Fields that carry credentials, however deep in a JSON line they stand.
  /(?<keep>"(?:authorization|(?:set-)?cookie|password)":")[^"\\]*(?:\\.[^"\\]*)*/gi,
  // JSON Web Tokens, signed and encrypted: a session cookie is one.
  /\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]+/g,
  // Parameters of addresses that carry credentials: mailed links, providers, databases.
  /(?<keep>[?&;](?:access_token|auth_?token|token|api_?key|code|state|secret|password|email)=)[^&#\s"'\\]+/gi,
  // user:password@host.
  /(?<keep>\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"'\\]{1,500}@/gi,
  // E-mail addresses, also as a part of an address.
  /[A-Za-z0-9._%+-]{1,64}(?:@|%40)(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}/g,
];

/**
 * One of these stands in every text that a shape fits. Most lines have none, and one quick look at a line
 * costs a fiftieth of trying all shapes on it.
 */
const MARKS =
  /[=@]|%40|:\/\/|eyJ|bottega_pat_|whsec_|\/(?:s|hooks)\/|bearer|basic|(?:authorization|cookie|password)":/i;

/** Every form in which a value may stand in a line: as it is, and as JSON, base64 or an address writes it. */
function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
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
 * Makes a function that takes out of a text all that must not leave the process.
 * @param secrets values that are secret whatever their shape: keys, passwords
 * @returns the text with `[redacted]` in their place; JSON stays JSON
 */
export function redactor(secrets: string[]): (text: string) => string {
  // The longest first: one may be the beginning of another.
  const known = [...new Set(secrets.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  const values = known.length > 0 ? new RegExp(known.map(RegExp.escape).join('|'), 'g') : null;
  return (text) => {
    let clean = values ? text.replace(values, GONE) : text;
    if (!MARKS.test(clean)) return clean;
    for (const shape of SHAPES) {
      clean = clean.replace(shape, (...match) => {
        const groups = match.at(-1) as { keep?: string } | string;
        return `${typeof groups === 'object' ? (groups.keep ?? '') : ''}${GONE}`;
      });
    }
    return clean;
  };
}
