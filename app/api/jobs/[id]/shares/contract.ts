import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jobPath, operation } from '@/lib/http/openapi/operation';
import { apiResponse, emptyResponse } from '@/lib/http/openapi/response';
import { shareView } from '@/lib/shares';

const sharePath = jobPath.extend({ shareId: z.string().describe("The link's `id`.") });

export const paths: ZodOpenApiPathsObject = {
  '/api/jobs/{id}/shares': {
    get: operation({
      id: 'listShares',
      tag: 'Shares',
      summary: 'The links to a job',
      description: 'Those that have not been revoked, newest first.',
      scope: 'shares:write',
      params: { path: jobPath },
      answers: { 200: apiResponse('The links.', z.strictObject({ shares: z.array(shareView) })) },
      errors: ['job_not_found'],
    }),
    post: operation({
      id: 'makeShare',
      tag: 'Shares',
      summary: 'Make a link to a job',
      description: 'Whoever has the link sees the result without an account, until it is revoked.',
      scope: 'shares:write',
      change: true,
      params: { path: jobPath },
      answers: { 201: apiResponse('The new link.', z.strictObject({ share: shareView })) },
      errors: ['job_not_found'],
    }),
  },
  '/api/jobs/{id}/shares/{shareId}': {
    delete: operation({
      id: 'revokeShare',
      tag: 'Shares',
      summary: 'Revoke a link',
      description: 'At once and for good.',
      scope: 'shares:write',
      change: true,
      params: { path: sharePath },
      answers: { 204: emptyResponse('It opens nothing any more.') },
      errors: ['not_found'],
    }),
  },
};
