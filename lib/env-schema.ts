import { z } from 'zod';
// Relative, as in env.ts.
import { parseTrust } from '../scripts/server/trusted-proxies.mjs';

/** Environment variables and the rules for their values. A message never repeats a value: values are secrets. */

const optional = <T extends z.ZodType>(type: T) => type.optional();

// With inner spaces or line breaks, fetch would throw an error that contains the whole header.
const oneWord = /^[\x21-\x7e]+$/;

/** Random secrets of 32 characters have more distinct characters than this; a repeated key has fewer. */
const MIN_DISTINCT_CHARACTERS = 8;
/** Words of examples and templates, which a random secret hardly ever contains. */
const PLACEHOLDER = /change[-_ ]?(me|this)|example|placeholder|replace[-_ ]?(me|this)|your[-_ ]/i;

const HOW_TO = 'set it to 32 or more random characters (openssl rand -base64 32)';
const secret = z
  .string({ error: `is not set: ${HOW_TO}` })
  .regex(oneWord, 'must not contain spaces or line breaks')
  .min(32, `is too short: ${HOW_TO}`)
  .refine(
    (value) => new Set(value).size >= MIN_DISTINCT_CHARACTERS && !PLACEHOLDER.test(value),
    `is easy to guess: ${HOW_TO}`,
  );

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' })
  .transform((url) => url.replace(/(?<!\/)\/+$/, ''));

const databaseUrl = z
  .string()
  .regex(/^(file:.+|libsql:\/\/.+|https?:\/\/.+)$/, 'must start with file:, libsql:// or https://');

/** `https://app.example.com`, and nothing after it. */
const isOrigin = (text: string) => /^https?:[^*]+$/.test(text) && URL.parse(text)?.origin === text;

const origins = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((list) => !list.includes('*'), {
    error: 'cannot be *: sessions use cookies, so list each origin that may read the API',
    abort: true,
  })
  .refine(
    (list) => list.every(isOrigin),
    'must be origins like https://app.example.com, without a path, separated by commas',
  );

const domains = z
  .string()
  .max(2_000)
  .toLowerCase()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine(
    (list) =>
      list.every((domain) => /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/.test(domain)),
    'must be domains like example.com, without @, separated by commas',
  );

const word = z.string().regex(oneWord, 'must not contain spaces or line breaks');

/** Every variable that the app reads. docs/configuration.md and .env.example explain the same ones. */
export const envSchema = z.object({
  NODE_ENV: optional(z.string()),
  VERCEL: optional(z.string()),
  NEXTAUTH_SECRET: secret,
  NEXTAUTH_URL: optional(
    httpUrl.refine((url) => new URL(url).origin === url, 'must be an origin, without a path'),
  ),
  NEXTAUTH_SECRET_PREVIOUS: optional(secret),
  PUBLIC_URL: optional(
    httpUrl.refine((url) => new URL(url).origin === url, 'must be an origin, without a path'),
  ),
  TRUST_PROXY: optional(
    z
      .string()
      .refine(
        (text) => parseTrust(text) !== undefined,
        'must be the number of proxies in front (at most 10), or their addresses and networks (10.0.0.0/8, loopback, private, linklocal), separated by commas',
      ),
  ),
  GEPETTO_API_KEY: optional(word.min(8, 'is too short for an API key')),
  GEPETTO_API_KEY_NEXT: optional(word.min(8, 'is too short for an API key')),
  GEPETTO_API_URL: optional(httpUrl),
  GEPETTO_TIMEOUT_MS: optional(z.coerce.number().int().min(100).max(60_000)),
  GEPETTO_CALLS_PER_MINUTE: optional(z.coerce.number().int().min(10).max(100_000)),
  API_ALLOWED_ORIGINS: optional(origins),
  GEPETTO_SANDBOX: optional(z.enum(['true', 'false'], { error: 'must be true or false' })),
  CRON_SECRET: optional(
    word
      .min(16, 'is too short: set it to 16 or more random characters')
      .refine((value) => !PLACEHOLDER.test(value), 'is easy to guess: set it to random characters'),
  ),
  ADMIN_EMAILS: optional(z.string().max(2_000)),
  SECURITY_CONTACT: optional(
    z
      .string()
      .max(500)
      .regex(
        /^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/,
        'must be mailto: and an address, or an https:// URL',
      ),
  ),
  DATABASE_URL: optional(databaseUrl),
  DATABASE_AUTH_TOKEN: optional(word),
  DATABASE_CREATE: optional(z.enum(['true', 'false'], { error: 'must be true or false' })),
  TURSO_DATABASE_URL: optional(databaseUrl),
  TURSO_AUTH_TOKEN: optional(word),
  STORAGE_DIR: optional(z.string().max(1_000)),
  S3_ENDPOINT: optional(httpUrl),
  S3_BUCKET: optional(word),
  S3_REGION: optional(word),
  S3_ACCESS_KEY_ID: optional(word),
  S3_SECRET_ACCESS_KEY: optional(word),
  S3_PATH_STYLE: optional(z.enum(['true', 'false'], { error: 'must be true or false' })),
  BLOB_READ_WRITE_TOKEN: optional(word),
  KEEP_RESULTS_DAYS: optional(z.coerce.number().int().min(1).max(36_500)),
  JOBS_PER_USER_PER_MONTH: optional(z.coerce.number().int().min(0).max(1_000_000)),
  API_REQUESTS_PER_MINUTE: optional(z.coerce.number().int().min(10).max(100_000_000)),
  SIGN_UP: optional(
    z.enum(['open', 'invite', 'closed'], { error: 'must be open, invite or closed' }),
  ),
  SIGN_UP_DOMAINS: optional(domains),
  GITHUB_CLIENT_ID: optional(word),
  GITHUB_CLIENT_SECRET: optional(word),
  GOOGLE_CLIENT_ID: optional(word),
  GOOGLE_CLIENT_SECRET: optional(word),
  OIDC_ISSUER: optional(httpUrl),
  OIDC_CLIENT_ID: optional(word),
  OIDC_CLIENT_SECRET: optional(word),
  OIDC_NAME: optional(z.string().max(40)),
  EMAIL_SERVER: optional(
    z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' }),
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

export type EnvVariables = z.infer<typeof envSchema>;
