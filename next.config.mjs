/**
 * On Vercel the database is always a libSQL server: the driver of files, 9 MB of native code, stays out
 * of its functions.
 */
const unusedOnVercel = process.env.VERCEL ? { '/*': ['./node_modules/better-sqlite3/**/*'] } : {};

/** @type {import('next').NextConfig} */
export default {
  // A folder that runs without node_modules, for `npm run bundle`. With the setting always on, `next start` would warn.
  ...(process.env.BUILD_STANDALONE ? { output: 'standalone' } : {}),
  typedRoutes: true,
  poweredByHeader: false,
  // next dev would refuse its own scripts to a page that was opened by address.
  allowedDevOrigins: ['127.0.0.1'],
  // Pictures are streamed by our own routes; the optimizer would fetch addresses for strangers.
  images: { unoptimized: true },
  serverExternalPackages: ['better-sqlite3', '@libsql/client', '@node-rs/argon2', 'sharp', 'pino'],
  outputFileTracingIncludes: { '/*': ['./drizzle/**/*'] },
  outputFileTracingExcludes: unusedOnVercel,
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
