import 'server-only';

/** What stands where a secret stood. */
const GONE = '[redacted]';

/** A kind of secret: how it looks, and what stands in every text that has it. */
type Shape = { mark: RegExp; looks: RegExp };

/** The beginning of a JSON field that carries credentials; within a text its quotes are escaped. */
const FIELD = String.raw`"(?:authorization|(?:set-)?cookie|password|token)\\*":`;
const FIELD_MARK = /(?:authorization|cookie|password|token)\\*"/;
/** A JSON text behind its first quote. */
const TEXT = String.raw`[^"\\]*(?:\\.[^"\\]*)*`;

/**
 * Secrets by their shape, wherever they stand: in a path, a header, a message, a stack. The groups that
 * are named `keep` say what it was and stay. What may stand before a match is bounded: an address of many
 * thousand characters, which anybody can send, must not cost seconds.
 */
export const SHAPES: Shape[] = [
  // Our own: personal tokens, signing secrets of webhooks, share links and hooks.
  { mark: /bottega_pat_/, looks: /bottega_pat_[A-Za-z0-9_-]+/g },
  { mark: /whsec_/, looks: /whsec_[A-Za-z0-9+/=_-]+/g },
  { mark: /\/(?:s|hooks)\//, looks: /(?<keep>\/(?:s|hooks)\/)[A-Za-z0-9_-]{16,}/g },
  // Credentials in headers.
  { mark: /bearer|basic/, looks: /(?<keep>\b(?:Bearer|Basic)\s+)[A-Za-z0-9+/=._~-]+/gi },
  {
    mark: /=/,
    looks:
      /(?<keep>[\w.-]{0,40}(?:session-token|csrf-token|callback-url|pkce\.code_verifier|\.state|\.nonce)(?:\.\d+)?=)[^;\s"'\\]+/gi,
  },
  // Fields that carry credentials, however deep they stand in JSON: with a text, with a list of texts.
  { mark: FIELD_MARK, looks: new RegExp(String.raw`(?<keep>${FIELD}\\*")${TEXT}`, 'gi') },
  {
    mark: FIELD_MARK,
    looks: new RegExp(String.raw`(?<keep>${FIELD}\[\\*")${TEXT}(?:","${TEXT})*`, 'gi'),
  },
  // JSON Web Tokens, signed and encrypted: a session cookie is one.
  { mark: /eyJ/, looks: /\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]+/g },
  // Parameters of addresses that carry credentials: mailed links, providers, databases.
  {
    mark: /=/,
    looks:
      /(?<keep>[?&;](?:access_token|auth_?token|token|api_?key|code|state|secret|password|email)=)[^&#\s"'\\]+/gi,
  },
  // user:password@host.
  { mark: /@/, looks: /(?<keep>\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"'\\]{1,500}@/gi },
  // E-mail addresses, also as a part of an address.
  {
    mark: /@|%40/,
    looks: /[A-Za-z0-9._%+-]{1,64}(?:@|%40)(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}/g,
  },
];

/** Most lines have no mark at all, and one quick look costs a fiftieth of trying all shapes on them. */
const MARKS = new RegExp([...new Set(SHAPES.map(({ mark }) => mark.source))].join('|'), 'i');

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
    for (const { looks } of SHAPES) {
      clean = clean.replace(looks, (...match) => {
        const groups = match.at(-1) as { keep?: string } | string;
        return `${typeof groups === 'object' ? (groups.keep ?? '') : ''}${GONE}`;
      });
    }
    return clean;
  };
}
