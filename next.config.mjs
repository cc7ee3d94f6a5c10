/** Packages that are loaded from node_modules as they are: native code, or code that loads itself. */
const external = ['@libsql/client', '@node-rs/argon2', 'sharp', 'pino', '@vercel/otel'];

/**
 * The driver of file databases, 9 MB of native code. On Vercel the database is always a libSQL server, and
 * a few lines that say so stand in its place. There Drizzle has to be bundled, since it names the driver
 * itself; elsewhere it is loaded as it is, which makes a query a third cheaper.
 */
const fileDriver = process.env.VERCEL
  ? { turbopack: { resolveAlias: { 'better-sqlite3': './lib/db/no-file-driver.ts' } } }
  : { serverExternalPackages: [...external, 'better-sqlite3', 'drizzle-orm'] };

/** A page named `page.dev.tsx` is a page in development only: the build does not see it. */
const pageExtensions = [
  'tsx',
  'ts',
  ...(process.env.NODE_ENV === 'development' ? ['dev.tsx'] : []),
];

/** @type {import('next').NextConfig} */
export default {
  // A folder that runs without node_modules, for `npm run bundle`. With the setting always on, `next start` would warn.
  ...(process.env.BUILD_STANDALONE ? { output: 'standalone' } : {}),
  pageExtensions,
  typedRoutes: true,
  poweredByHeader: false,
  // next dev would refuse its own scripts to a page that was opened by address.
  allowedDevOrigins: ['127.0.0.1'],
  // Pictures are streamed by our own routes; the optimizer would fetch addresses for strangers.
  images: { unoptimized: true },
  serverExternalPackages: external,
  outputFileTracingIncludes: { '/*': ['./drizzle/**/*'] },
  ...fileDriver,
  // A slash at the end is redirected away below, but not from the API: clients drop their token on the way.
  skipTrailingSlashRedirect: true,
  async redirects() {
    return [{ source: '/:path((?!v1/|api/).+)/', destination: '/:path', permanent: true }];
  },
  async headers() {
    return [
      {
        source: '/:path*',
        headers: [
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'X-Frame-Options', value: 'DENY' },
          { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
          { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
        ],
      },
    ];
  },
};
