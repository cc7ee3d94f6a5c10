// Which file may import which: app -> components -> lib/<concept> -> lib/gepetto | lib/db | lib/storage -> lib/env.
// Checked by `npm test -- boundaries`. docs/architecture.md explains the layout.

const FOUNDATION = 'gepetto|storage|db';
const DRIVERS = '^node_modules/(?:better-sqlite3|@libsql|drizzle-orm/(?:better-sqlite3|libsql))/';
/** Besides every model.ts. */
const BROWSER_SAFE = 'submissions/(?:modes|check-request)';
/** What may be imported of a concept. */
const DOORS = `(?:[^/]+/(?:index|model)|${BROWSER_SAFE})[.]ts$`;
/** Files directly in lib/ that combine concepts or work on rows; all others use none. */
const COMPOSITION =
  '^lib/(?:context|job-body|lease|maintain-time|maintenance|readiness|sandbox-host|start-up)[.]ts$';

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    forbid(
      'lib-below-pages',
      'lib does not import app or components.',
      { path: '^lib/' },
      { path: '^(?:app|components)/' },
    ),
    forbid(
      'components-below-app',
      'components do not import app; the API client may import the types of its routes.',
      { path: '^components/', pathNot: '^components/api-client[.]ts$' },
      { path: '^app/' },
    ),
    forbid(
      'api-client-imports-types',
      'The API client may import nothing but types from app.',
      { path: '^components/api-client[.]ts$' },
      { path: '^app/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'concept-through-index',
      'Import a concept through its index.ts or model.ts. Import the files of lib/http directly.',
      { pathNot: '^lib/[^/]+/' },
      { path: '^lib/[^/]+/', pathNot: `^lib/(?:http/|${DOORS})` },
    ),
    forbid(
      'other-concept-through-index',
      "A concept imports another through the other's index.ts or model.ts.",
      { path: '^lib/([^/]+)/' },
      { path: '^lib/[^/]+/', pathNot: `^lib/(?:$1/|${DOORS})` },
    ),
    forbid(
      'ui-below-other-components',
      'components/ui holds primitives: it imports no other component except the hook that runs actions.',
      { path: '^components/ui/' },
      { path: '^components/', pathNot: '^components/(?:ui/|layout/use-action[.]tsx$)' },
    ),
    forbid(
      'models-for-the-browser',
      'A model.ts is safe for the browser: at run time it imports nothing but other models. So are the modes. Types are erased.',
      { path: `^lib/(?:[^/]+/model|${BROWSER_SAFE})[.]ts$` },
      { pathNot: `^lib/(?:[^/]+/model|${BROWSER_SAFE})[.]ts$`, dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'concepts-below-http',
      'Only app and lib/http handle HTTP; a concept does not.',
      { path: '^lib/', pathNot: '^lib/http/' },
      { path: '^lib/http/' },
    ),
    forbid(
      'foundation-knows-no-concept',
      'lib/gepetto, lib/db and lib/storage import nothing of a concept but its model.ts.',
      { path: `^lib/(${FOUNDATION})/` },
      { path: '^lib/[^/]+/', pathNot: '^lib/(?:$1/|[^/]+/model[.]ts$)' },
    ),
    forbid(
      'helpers-know-no-concept',
      'Files directly in lib/ are helpers: they import nothing of a concept but its model.ts.',
      { path: '^lib/[^/]+[.]ts$', pathNot: COMPOSITION },
      { path: '^lib/[^/]+/', pathNot: '/model[.]ts$' },
    ),
    forbid(
      'drivers-in-db',
      'Only lib/db imports the database drivers.',
      { pathNot: '^lib/db/|^node_modules/' },
      { path: DRIVERS },
    ),
    forbid(
      'next-in-auth-and-http',
      'In lib, only lib/auth, lib/http and lib/i18n import Next.js.',
      { path: '^lib/', pathNot: '^lib/(?:auth|http|i18n)/|^lib/paths[.]ts$' },
      { path: '^node_modules/next/' },
    ),
    forbid(
      'sandbox-in-gepetto',
      'Only lib/gepetto imports the sandbox.',
      { pathNot: '^(?:sandbox|lib/gepetto)/' },
      { path: '^sandbox/' },
    ),
    forbid(
      'sandbox-on-demand',
      'The sandbox is imported dynamically: a process with a key does not load it.',
      { pathNot: '^sandbox/' },
      { path: '^sandbox/', dynamic: false },
    ),
    forbid(
      'sandbox-over-http',
      'The sandbox imports nothing of the app.',
      { path: '^sandbox/' },
      { path: '^(?:app|components|lib)/' },
    ),
    forbid(
      'no-cycles',
      'No file imports itself through others. Because an index.ts re-exports its folder, this holds for folders too.',
      // Tables may refer to each other: Drizzle asks for the other one when both have loaded.
      { pathNot: '^lib/db/schema/' },
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid(
      'production-dependencies',
      'Code that runs in production imports only dependencies, not devDependencies.',
      { pathNot: '^node_modules/' },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid('resolvable', 'Every import can be resolved.', {}, { couldNotResolve: true }),
  ],
  required: [
    {
      name: 'server-only-index',
      severity: 'error',
      comment:
        'The index.ts of a concept imports server-only, so that no client component can import it.',
      module: { path: '^lib/[^/]+/index[.]ts$' },
      to: { path: '^node_modules/server-only/' },
    },
  ],
  options: {
    // dependency-cruiser's other parser needs a TypeScript older than 7.
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^[.]next/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
