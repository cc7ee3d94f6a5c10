import 'server-only';
import { createDocument } from 'zod-openapi';
import { paths as health } from '@/app/api/health/contract';
import { paths as job } from '@/app/api/jobs/[id]/contract';
import { paths as picture } from '@/app/api/jobs/[id]/picture/contract';
import { paths as shares } from '@/app/api/jobs/[id]/shares/contract';
import { paths as jobs } from '@/app/api/jobs/contract';
import { paths as exports } from '@/app/api/jobs/export/contract';
import { paths as live } from '@/app/api/jobs/live/contract';
import { paths as ready } from '@/app/api/ready/contract';
import { paths as dropIn } from '@/app/v1/contract';

const DESCRIPTION = `A drop-in for \`GET /v1/job/<id>\` of the Gepetto API, and what that API lacks.

Identify yourself with a personal token, \`Authorization: Bearer bottega_pat_...\`, made under [Settings](/settings/tokens).
It has only the scopes that it was given. Pages of this Bottega use the session cookie instead; a change by
cookie must come from one of them.

Every error is \`{"error": {"code", "message"}}\`. A 429 and most 5xx say in \`Retry-After\` when to ask again.`;

/**
 * The OpenAPI document of this deployment, made of the contracts that stand beside the routes.
 * @param url where it is served: "https://host", or "/" for wherever the document was got
 * @param secure whether it was asked for over https: the session's cookie has another name then
 */
export function openApiDocument(url: string, secure: boolean) {
  return createDocument({
    openapi: '3.1.1',
    info: { title: 'Bottega', version: '1', description: DESCRIPTION },
    servers: [{ url }],
    tags: [
      { name: 'Drop-in', description: "What answers as Gepetto's own API does." },
      { name: 'Jobs', description: 'The history of whoever asks.' },
      { name: 'Shares', description: 'Public links to a result.' },
      { name: 'Service' },
    ],
    paths: {
      ...dropIn,
      ...jobs,
      ...live,
      ...exports,
      ...job,
      ...picture,
      ...shares,
      ...health,
      ...ready,
    },
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'bottega_pat_...',
          description: 'A personal token, made in the settings.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          // As next-auth names it.
          name: `${secure ? '__Secure-' : ''}next-auth.session-token`,
          description: 'Somebody who is signed in.',
        },
      },
    },
  });
}
