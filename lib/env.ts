import 'server-only';
// Relative: scripts/vercel-build.mjs imports this file with plain Node, which knows no alias.
import { storageSettings } from '../scripts/lib/files/settings.mjs';
import { crossChecks } from './env-checks.ts';
import { type EnvVariables, envSchema } from './env-schema.ts';

/** The only module that reads `process.env`. */

/** The configuration is invalid and the process must not serve. The message has one line per problem. */
export class ConfigurationError extends Error {
  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
  }
}

const DEFAULT_API_URL = 'https://europe-west1-gepettoai.cloudfunctions.net/v1';

function shape(raw: EnvVariables) {
  return {
    production: raw.NODE_ENV === 'production',
    vercel: raw.VERCEL !== undefined,
    authSecret: raw.NEXTAUTH_SECRET,
    /** Secrets that verify and unseal: the current one, and the previous one during a rotation. */
    readableSecrets: [
      raw.NEXTAUTH_SECRET,
      ...(raw.NEXTAUTH_SECRET_PREVIOUS ? [raw.NEXTAUTH_SECRET_PREVIOUS] : []),
    ],
    /** The public origin. Unset: each request's own origin. */
    publicUrl: raw.NEXTAUTH_URL,
    /** The origin at which Gepetto reaches this server, where it differs from the one that browsers use. */
    publicAddress: raw.PUBLIC_URL,
    /** Whose forwarding headers are believed, see `parseTrust`. Unset: nobody's. */
    trustProxy: raw.TRUST_PROXY,
    gepetto: {
      /** Unset: the sandbox replaces upstream. */
      apiKey: raw.GEPETTO_API_KEY,
      /** Used once upstream rejects the first key. */
      nextApiKey:
        raw.GEPETTO_API_KEY_NEXT === raw.GEPETTO_API_KEY ? undefined : raw.GEPETTO_API_KEY_NEXT,
      apiUrl: raw.GEPETTO_API_URL ?? DEFAULT_API_URL,
      timeoutMs: raw.GEPETTO_TIMEOUT_MS ?? 8_000,
      /** Calls that upstream allows for one key in any 60 seconds. */
      callsPerMinute: raw.GEPETTO_CALLS_PER_MINUTE ?? 120,
    },
    /** Origins whose pages may call the API from a browser, with a token. */
    allowedOrigins: raw.API_ALLOWED_ORIGINS ?? [],
    /** Bearer token of the cron route. Unset: the route is disabled. */
    cronSecret: raw.CRON_SECRET,
    /** Email addresses of operators, lower case. */
    adminEmails: (raw.ADMIN_EMAILS ?? '')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    /** Where to report a vulnerability: a `mailto:` or `https:` URL. */
    securityContact: raw.SECURITY_CONTACT,
    database: {
      url: raw.DATABASE_URL ?? raw.TURSO_DATABASE_URL ?? 'file:data/bottega.db',
      authToken: raw.DATABASE_AUTH_TOKEN ?? raw.TURSO_AUTH_TOKEN,
      /** Allows a new, empty file although there was a database at its path before. */
      mayCreate: raw.DATABASE_CREATE === 'true',
    },
    storage: storageSettings(raw, raw.DATABASE_URL),
    /** How long a stored result is kept, ms; null for ever. */
    keepResultsMs: raw.KEEP_RESULTS_DAYS ? raw.KEEP_RESULTS_DAYS * 24 * 60 * 60 * 1_000 : null,
    /** Jobs that a user may start in a calendar month, unless an operator has set another number; null for any. */
    jobsPerMonth: raw.JOBS_PER_USER_PER_MONTH ?? null,
    /** API requests that one token may make a minute; `lib/rate-limit/request-limits.ts` derives a user's. */
    requestsPerMinute: raw.API_REQUESTS_PER_MINUTE ?? 600,
    /**
     * Who may create an account. With a key, strangers would spend the team's calls: only who is invited. The
     * sandbox costs nothing.
     */
    signUp: raw.SIGN_UP ?? (raw.GEPETTO_API_KEY || raw.SIGN_UP_DOMAINS ? 'invite' : 'open'),
    /** Domains whose addresses need no invitation once they are proved, lower case. */
    signUpDomains: raw.SIGN_UP_DOMAINS ?? [],
    /** Allows webhooks to private addresses and over plain http. */
    webhooksAllowPrivate: raw.WEBHOOKS_ALLOW_PRIVATE === 'true',
    /** Allows requests for the pseudo-language of the tests (`en-XA`). */
    pseudoLocale: raw.PSEUDO_LOCALE === 'true',
    logLevel: raw.LOG_LEVEL ?? 'info',
    /** Unset: tracing is off. */
    tracing: tracing(raw),
    /** Values that must not appear in logs and traces. */
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

function pair(clientId: string | undefined, clientSecret: string | undefined) {
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}

function oidc(raw: EnvVariables) {
  const client = pair(raw.OIDC_CLIENT_ID, raw.OIDC_CLIENT_SECRET);
  if (!client || !raw.OIDC_ISSUER) return undefined;
  return { ...client, issuer: raw.OIDC_ISSUER, name: raw.OIDC_NAME ?? 'Single sign-on' };
}

/** Where results are kept. */
export type StorageSettings =
  | { kind: 'folder'; path: string }
  | {
      kind: 's3';
      endpoint: string;
      bucket: string;
      region: string;
      accessKeyId: string;
      secretAccessKey: string;
      forcePathStyle: boolean;
    }
  | { kind: 'vercel-blob'; token: string };

function tracing(raw: EnvVariables) {
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

/** Shorter values would match log lines by chance. */
const MIN_SECRET_LENGTH = 8;

function secretsOf(raw: EnvVariables): string[] {
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
    raw.S3_SECRET_ACCESS_KEY,
    raw.BLOB_READ_WRITE_TOKEN,
    ...Object.values(tracing(raw)?.headers ?? {}),
  ];
  return own.flatMap((value) => (value && value.length >= MIN_SECRET_LENGTH ? [value] : []));
}

export type Env = ReturnType<typeof shape>;
export type Tracing = NonNullable<Env['tracing']>;

/**
 * Parses a set of variables.
 * @throws ConfigurationError that names every missing or invalid variable
 */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  // `NAME=` in a file counts as unset.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = envSchema.safeParse(given);
  const issues = parsed.error?.issues ?? [];
  const problems = issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
  problems.push(...crossChecks(given));
  if (!parsed.success || problems.length > 0) throw new ConfigurationError(problems);
  return shape(parsed.data);
}

/** Whether the app runs on Vercel. Works with an invalid configuration too, unlike `getEnv`. */
export const onVercel = () => Boolean(process.env.VERCEL);

let cached: Env | undefined;

/** The configuration of this process, parsed at the first call. Throws ConfigurationError. */
export function getEnv(): Env {
  cached ??= trustOwnHost(parseEnv(process.env));
  return cached;
}

/** next-auth reads AUTH_TRUST_HOST itself: without NEXTAUTH_URL, each request's host is the origin. */
function trustOwnHost(env: Env): Env {
  if (!env.publicUrl) process.env.AUTH_TRUST_HOST = 'true';
  return env;
}
