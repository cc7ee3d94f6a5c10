import createNextIntlPlugin from 'next-intl/plugin';
import { HSTS, SECURITY_HEADERS } from './scripts/server/security-headers.mjs';

/** Messages are compiled at build time, so that browsers need no ICU parser. */
const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  experimental: {
    messages: { path: './messages', locales: 'infer', format: 'json', precompile: true },
  },
});

/**
 * Packages that are not bundled, because they contain native code or load their own files. openid-client calls the
 * deprecated `url.parse`, of which Node warns wherever it is not in node_modules.
 */
const external = [
  '@libsql/client',
  '@node-rs/argon2',
  'sharp',
  'pino',
  '@vercel/otel',
  'openid-client',
];

/** The decoder of HEIC, as far as it is used: the rest of its packages has 7 MB. */
const HEIC = [
  './node_modules/heic-decode/{package.json,index.js,lib.js}',
  './node_modules/libheif-js/{package.json,wasm-bundle.js,libheif-wasm/libheif-bundle.js}',
];

/**
 * The driver of file databases, 9 MB of native code. On Vercel the database is always a libSQL server, so the
 * driver is replaced by a module that throws. That works only if Drizzle, which imports the driver, is
 * bundled; elsewhere Drizzle is not bundled, which makes a query a third cheaper.
 */
const fileDriver = process.env.VERCEL
  ? { turbopack: { resolveAlias: { 'better-sqlite3': './lib/db/drivers/no-file.ts' } } }
  : { serverExternalPackages: [...external, 'better-sqlite3', 'drizzle-orm'] };

/** On Vercel every request comes by https. On one box scripts/server adds the header, where NEXTAUTH_URL is https. */
const hsts = process.env.VERCEL ? { 'Strict-Transport-Security': HSTS } : {};

/** A page named `page.dev.tsx` is a page in development only: the build does not see it. */
const pageExtensions = [
  'tsx',
  'ts',
  ...(process.env.NODE_ENV === 'development' ? ['dev.tsx'] : []),
];

/** @type {import('next').NextConfig} */
export default withNextIntl({
  // For `npm run bundle`: a folder that runs without node_modules. Not always on, because `next start` would warn.
  ...(process.env.BUILD_STANDALONE ? { output: 'standalone' } : {}),
  pageExtensions,
  typedRoutes: true,
  poweredByHeader: false,
  // scripts/server compresses, with Brotli too; in front of Vercel's functions the platform does.
  compress: false,
  // Otherwise next dev blocks its own scripts on pages opened by this address.
  allowedDevOrigins: ['127.0.0.1'],
  // Off for security: the optimizer would fetch URLs that a client chooses. Our own routes stream pictures.
  images: { unoptimized: true },
  serverExternalPackages: external,
  outputFileTracingIncludes: {
    '/*': ['./drizzle/**/*'],
    // lib/photos/heic.ts loads it in a thread, which no tracing sees.
    '/api/photos': HEIC,
    '/api/photos/import': HEIC,
  },
  ...fileDriver,
  // The redirect below replaces it and leaves out the API: clients drop their token when they follow a redirect;
  // and share links, which proxy.ts redirects.
  skipTrailingSlashRedirect: true,
  // No Link headers with what React knows of a page at first, which varies with the load: a share link that does not work
  // always says the same. The document begins with these links anyway.
  reactMaxHeadersLength: 0,
  async redirects() {
    return [
      { source: '/:path((?!v1/|api/|s/).+)/', destination: '/:path', permanent: true },
      // Password managers look here (W3C, "A Well-Known URL for Changing Passwords").
      {
        source: '/.well-known/change-password',
        destination: '/settings/security',
        permanent: false,
      },
    ];
  },
  async headers() {
    const { 'X-Frame-Options': framing, ...others } = SECURITY_HEADERS;
    const headers = Object.entries({ ...others, ...hsts });
    return [
      { source: '/:path*', headers: headers.map(([key, value]) => ({ key, value })) },
      // The viewer of a link names the sites that may frame it, which this header cannot.
      {
        source: '/((?!s/[^/]+/embed$).*)',
        headers: [{ key: 'X-Frame-Options', value: framing }],
      },
      // The address of a link is a secret, also of one that does not work.
      {
        source: '/s/:path*',
        headers: [
          { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
          { key: 'Referrer-Policy', value: 'no-referrer' },
        ],
      },
    ];
  },
});
