import 'server-only';
import { z } from 'zod';
import { crossChecks } from '@/lib/env-checks.ts';

/**
 * Every environment variable, read and checked in one place; nothing else reads `process.env`.
 * A message names the variable and says what to do. It never repeats a value: values are secrets.
 */

const optional = <T extends z.ZodType>(type: T) => type.optional();

// Inner spaces or line ends would make fetch throw an error that prints the whole header.
const oneWord = /^[\x21-\x7e]+$/;

/** Fewer different characters than any random secret of 32 has: a key that was held down. */
const FEWEST_CHARACTERS = 8;
/** Words of examples and templates. A random secret hardly ever spells one. */
const PLACEHOLDER = /change[-_ ]?(me|this)|example|placeholder|replace[-_ ]?(me|this)|your[-_ ]/i;

const MAKE_ONE = 'give it 32 or more random characters (openssl rand -base64 32)';
const secret = z
  .string({ error: `is not set: ${MAKE_ONE}` })
  .regex(oneWord, 'must be one word without spaces or line ends')
  .min(32, `is too short: ${MAKE_ONE}`)
  .refine(
    (value) => new Set(value).size >= FEWEST_CHARACTERS && !PLACEHOLDER.test(value),
    `can be guessed: ${MAKE_ONE}`,
  );

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
  .transform((url) => url.replace(/\/+$/, ''));

const databaseUrl = z
  .string()
  .regex(/^(file:.+|libsql:\/\/.+|https?:\/\/.+)$/, 'must begin with file:, libsql:// or https://');

/** `https://app.example.com`, and nothing after it. */
const isOrigin = (text: string) => /^https?:[^*]+$/.test(text) && URL.parse(text)?.origin === text;

const origins = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((list) => !list.includes('*'), {
    error: 'cannot be *: sessions live in cookies, so name each origin that may read the API',
    abort: true,
  })
  .refine(
    (list) => list.every(isOrigin),
    'must be origins like https://app.example.com, without a path, separated by commas',
  );

const word = z.string().regex(oneWord, 'must be one word without spaces or line ends');

const schema = z.object({
  NODE_ENV: optional(z.string()),
  VERCEL: optional(z.string()),
  NEXTAUTH_SECRET: secret,
  NEXTAUTH_URL: optional(
    httpUrl.refine((url) => new URL(url).origin === url, 'must be an origin, without a path'),
  ),
  NEXTAUTH_SECRET_PREVIOUS: optional(secret),
  GEPETTO_API_KEY: optional(word.min(8, 'is too short to be a key')),
  GEPETTO_API_KEY_NEXT: optional(word.min(8, 'is too short to be a key')),
  GEPETTO_API_URL: optional(httpUrl),
  GEPETTO_TIMEOUT_MS: optional(z.coerce.number().int().min(100).max(60_000)),
  GEPETTO_CALLS_PER_MINUTE: optional(z.coerce.number().int().min(10).max(100_000)),
  API_ALLOWED_ORIGINS: optional(origins),
  GEPETTO_SANDBOX: optional(z.enum(['true', 'false'], { error: 'must be true or false' })),
  CRON_SECRET: optional(
    word
      .min(16, 'is too short: give it 16 or more random characters')
      .refine((value) => !PLACEHOLDER.test(value), 'can be guessed: give it random characters'),
  ),
  ADMIN_EMAILS: optional(z.string().max(2_000)),
  DATABASE_URL: optional(databaseUrl),
  DATABASE_AUTH_TOKEN: optional(word),
  TURSO_DATABASE_URL: optional(databaseUrl),
  TURSO_AUTH_TOKEN: optional(word),
  API_REQUESTS_PER_MINUTE: optional(z.coerce.number().int().min(10).max(100_000_000)),
  SIGN_UP: optional(z.enum(['open', 'closed'], { error: 'must be open or closed' })),
  GITHUB_CLIENT_ID: optional(word),
  GITHUB_CLIENT_SECRET: optional(word),
  GOOGLE_CLIENT_ID: optional(word),
  GOOGLE_CLIENT_SECRET: optional(word),
  OIDC_ISSUER: optional(httpUrl),
  OIDC_CLIENT_ID: optional(word),
  OIDC_CLIENT_SECRET: optional(word),
  OIDC_NAME: optional(z.string().max(40)),
  EMAIL_SERVER: optional(
    z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' }),
  ),
  EMAIL_FROM: optional(z.string().max(200)),
  WEBHOOKS_ALLOW_PRIVATE: optional(z.enum(['true', 'false'], { error: 'must be true or false' })),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(httpUrl),
  OTEL_EXPORTER_OTLP_HEADERS: optional(
    z.string().regex(/^[^=,\s]+=[^,\s]*(,\s*[^=,\s]+=[^,\s]*)*$/, 'must be name=value,name=value'),
  ),
  OTEL_SERVICE_NAME: optional(z.string().max(100)),
  PSEUDO_LOCALE: optional(z.enum(['true', 'false'], { error: 'must be true or false' })),
  LOG_LEVEL: optional(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])),
});

/** Wrong or missing configuration: the process must not serve. The message has one line a fault. */
export class ConfigurationError extends Error {
  constructor(faults: string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigurationError';
  }
}

type Raw = z.infer<typeof schema>;

const DEFAULT_API_URL = 'https://europe-west1-gepettoai.cloudfunctions.net/v1';

function shape(raw: Raw) {
  return {
    production: raw.NODE_ENV === 'production',
    vercel: raw.VERCEL !== undefined,
    authSecret: raw.NEXTAUTH_SECRET,
    /** That one, and the one before it while it is being rotated: what either signed or sealed is read. */
    readableSecrets: [
      raw.NEXTAUTH_SECRET,
      ...(raw.NEXTAUTH_SECRET_PREVIOUS ? [raw.NEXTAUTH_SECRET_PREVIOUS] : []),
    ],
    /** The public origin, where it is pinned; otherwise each request's own. */
    publicUrl: raw.NEXTAUTH_URL,
    gepetto: {
      /** Absent: the sandbox answers in upstream's place. */
      apiKey: raw.GEPETTO_API_KEY,
      /** Used from when upstream refuses the first. */
      nextApiKey:
        raw.GEPETTO_API_KEY_NEXT === raw.GEPETTO_API_KEY ? undefined : raw.GEPETTO_API_KEY_NEXT,
      apiUrl: raw.GEPETTO_API_URL ?? DEFAULT_API_URL,
      timeoutMs: raw.GEPETTO_TIMEOUT_MS ?? 8_000,
      /** What upstream allows for one key in any 60 seconds. */
      callsPerMinute: raw.GEPETTO_CALLS_PER_MINUTE ?? 120,
    },
    /** Whose pages may call the API from a browser, with a token; nobody's by default. */
    allowedOrigins: raw.API_ALLOWED_ORIGINS ?? [],
    /** What a cron service says in `Authorization: Bearer`; absent: nobody may sweep from outside. */
    cronSecret: raw.CRON_SECRET,
    /** Who may see the operator's page, lower case. */
    adminEmails: (raw.ADMIN_EMAILS ?? '')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    database: {
      url: raw.DATABASE_URL ?? raw.TURSO_DATABASE_URL ?? 'file:data/bottega.db',
      authToken: raw.DATABASE_AUTH_TOKEN ?? raw.TURSO_AUTH_TOKEN,
    },
    requestsPerMinute: requestsPerMinute(raw),
    signUpOpen: raw.SIGN_UP !== 'closed',
    /** Whether webhooks may go to private addresses and over plain http. */
    webhooksAllowPrivate: raw.WEBHOOKS_ALLOW_PRIVATE === 'true',
    /** Whether the pseudo-language of the tests (`en-XA`) can be requested. */
    pseudoLocale: raw.PSEUDO_LOCALE === 'true',
    logLevel: raw.LOG_LEVEL ?? 'info',
    /** Where traces go; absent: there are none. */
    tracing: tracing(raw),
    /** Every value above that must appear in no log line and no trace. */
    secrets: secretsOf(raw),
    github: pair(raw.GITHUB_CLIENT_ID, raw.GITHUB_CLIENT_SECRET),
    google: pair(raw.GOOGLE_CLIENT_ID, raw.GOOGLE_CLIENT_SECRET),
    oidc: oidc(raw),
    email:
      raw.EMAIL_SERVER && raw.EMAIL_FROM
        ? { server: raw.EMAIL_SERVER, from: raw.EMAIL_FROM }
        : undefined,
  };
}

/** API requests allowed a minute: for one token, and for one user with all tokens and sessions together. */
function requestsPerMinute({ API_REQUESTS_PER_MINUTE: perToken = 600 }: Raw) {
  return { perToken, perUser: 2 * perToken };
}

function pair(clientId: string | undefined, clientSecret: string | undefined) {
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}

function oidc(raw: Raw) {
  const client = pair(raw.OIDC_CLIENT_ID, raw.OIDC_CLIENT_SECRET);
  if (!client || !raw.OIDC_ISSUER) return undefined;
  return { ...client, issuer: raw.OIDC_ISSUER, name: raw.OIDC_NAME ?? 'Single sign-on' };
}

function tracing(raw: Raw) {
  if (!raw.OTEL_EXPORTER_OTLP_ENDPOINT) return undefined;
  const pairs = (raw.OTEL_EXPORTER_OTLP_HEADERS ?? '').split(',').filter(Boolean);
  return {
    endpoint: raw.OTEL_EXPORTER_OTLP_ENDPOINT,
    /** The collector's credentials. Values may be percent-encoded (OTLP exporter specification). */
    headers: Object.fromEntries(
      pairs.map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at).trim(), decoded(pair.slice(at + 1))];
      }),
    ),
    serviceName: raw.OTEL_SERVICE_NAME ?? 'bottega',
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What is shorter stands in lines by chance, and is no secret worth the name. */
const SHORTEST_SECRET = 8;

function secretsOf(raw: Raw): string[] {
  const own = [
    raw.NEXTAUTH_SECRET,
    raw.NEXTAUTH_SECRET_PREVIOUS,
    raw.GEPETTO_API_KEY,
    raw.GEPETTO_API_KEY_NEXT,
    raw.CRON_SECRET,
    raw.DATABASE_AUTH_TOKEN,
    raw.TURSO_AUTH_TOKEN,
    raw.GITHUB_CLIENT_SECRET,
    raw.GOOGLE_CLIENT_SECRET,
    raw.OIDC_CLIENT_SECRET,
    raw.EMAIL_SERVER,
    ...Object.values(tracing(raw)?.headers ?? {}),
  ];
  return own.flatMap((value) => (value && value.length >= SHORTEST_SECRET ? [value] : []));
}

export type Env = ReturnType<typeof shape>;
export type Tracing = NonNullable<Env['tracing']>;

/**
 * Reads a set of variables.
 * @throws ConfigurationError naming every variable that is missing or wrong.
 */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  // `NAME=` in a file means the same as no line at all.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  const issues = parsed.error?.issues ?? [];
  const faults = issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
  faults.push(...crossChecks(given));
  if (!parsed.success || faults.length > 0) throw new ConfigurationError(faults);
  return shape(parsed.data);
}

/** Whether the platform is Vercel, also where the configuration is too wrong for `getEnv`. */
export const onVercel = () => Boolean(process.env.VERCEL);

let cached: Env | undefined;

/** The configuration of this process, checked at the first call. Throws ConfigurationError. */
export function getEnv(): Env {
  cached ??= trustOwnHost(parseEnv(process.env));
  return cached;
}

/** next-auth reads this one itself: with no pinned address, each request's own host is the origin. */
function trustOwnHost(env: Env): Env {
  if (!env.publicUrl) process.env.AUTH_TRUST_HOST = 'true';
  return env;
}
