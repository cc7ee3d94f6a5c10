import 'server-only';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { type Endpoint, METHODS, type Method } from '../endpoint-types';
import { isDocumented, operations } from './operation';
import { webhookOperations } from './webhooks';

/** A route module: its endpoints by method, and whatever else a route exports. */
type RouteModule = { [method in Method]?: Endpoint | object };

const DESCRIPTION = `A drop-in for \`GET /v1/job/<id>\` of the Gepetto API, with a history, share links and webhooks.

Authenticate with a personal access token, \`Authorization: Bearer bottega_pat_...\`, created under [Settings](/settings/tokens).
A token can do only what its scopes allow. Pages of this server use the session cookie instead; a change that
is authenticated by cookie must come from one of them. Operations without a token scope need a session.

Every error is \`{"error": {"code", "message"}}\`. A 429 and most 5xx responses have \`Retry-After\`.`;

function pathsOf(routes: Record<string, RouteModule>): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const [path, route] of Object.entries(routes)) {
    for (const method of METHODS) {
      const served = route[method];
      if (!served || !('description' in served) || !isDocumented(served.description)) continue;
      for (const [at, name, operation] of operations(path, method, served.description)) {
        paths[at] = { ...paths[at], [name]: operation };
      }
    }
  }
  return paths;
}

/**
 * The OpenAPI document of this deployment.
 * @param routes route modules by path
 * @param url the address of the API: "https://host", or "/" for the host that served the document
 * @param secure whether that host uses https: the session cookie has another name then
 */
export function openApiDocument(routes: Record<string, RouteModule>, url: string, secure: boolean) {
  return createDocument({
    openapi: '3.1.1',
    info: { title: 'Bottega', version: '1', description: DESCRIPTION },
    servers: [{ url }],
    tags: [
      { name: 'Drop-in', description: "The same responses as Gepetto's own API." },
      { name: 'Jobs', description: "The caller's history." },
      { name: 'Photos', description: 'Pictures to start jobs with, and masks over them.' },
      { name: 'Recipes', description: 'Steps that are run on a photo one after the other.' },
      { name: 'Shares', description: 'Public links to a result.' },
      { name: 'Tokens', description: 'Personal access tokens. A token cannot manage tokens.' },
      { name: 'Webhooks', description: 'Signed messages that are sent when a job finishes.' },
      {
        name: 'Operators',
        description:
          'People, invitations and the security log. For everybody else these paths do not exist.',
      },
      { name: 'Service' },
    ],
    paths: pathsOf(routes),
    webhooks: webhookOperations(),
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'bottega_pat_...',
          description: 'A personal access token, created in the settings.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          // next-auth's own name.
          name: `${secure ? '__Secure-' : ''}next-auth.session-token`,
          description: 'The session of a signed-in user.',
        },
      },
    },
  });
}
