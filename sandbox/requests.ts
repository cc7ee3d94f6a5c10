import { z } from 'zod';
import { floorCoverings, type RoomId, roomIds, skyIds, styleIds, wallPaints } from './catalogue.ts';
import type { Mode } from './job-id.ts';

const url = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });
const roomId = z.enum(roomIds as [RoomId, ...RoomId[]], { error: 'is not an ID from /v1/rooms' });
const styleId = z.enum(styleIds, { error: 'is not an ID from /v1/styles' });
const webhook = url.optional();
const mask = url.optional();

const redesign = z.object({
  url,
  styleId,
  roomId,
  // Upstream does not document whether 0 and 30 are inclusive; here they are.
  creativity: z.number().min(0).max(30),
  mask,
  preserveWindows: z.boolean().optional(),
  preserveWalls: z.boolean().optional(),
  preserveCeiling: z.boolean().optional(),
  preserveFloor: z.boolean().optional(),
  webhook,
});

const creativeRedesign = z.object({ url, styleId, roomId, webhook });

const furnish = z
  .object({
    url,
    styleId,
    roomId: roomId.optional(),
    // Upstream publishes no list of furniture ids, so any id is accepted.
    furnitureId: z.string().min(1).max(128).optional(),
    mask,
    preserveWindows: z.boolean().optional(),
    webhook,
  })
  .refine((body) => (body.roomId === undefined) !== (body.furnitureId === undefined), {
    path: ['roomId'],
    message: 'give either roomId or furnitureId, not both',
  });

function staging(allowed: readonly RoomId[]) {
  return z.object({
    url,
    styleId,
    roomId: roomId.refine((id) => allowed.includes(id), 'is not a room that this endpoint stages'),
    webhook,
  });
}

const smartStaging = staging([
  'living_room',
  'bedroom',
  'dining_room',
  'home_office',
  'gaming_room',
]);

// The documentation contradicts itself on `kitchen`, but its example uses it, so it is accepted.
const smartStagingV2 = staging([
  'living_room',
  'living_dining',
  'kitchen',
  'kitchen_living',
  'bedroom',
  'dining_room',
  'home_office',
  'outdoor_terrace',
]);

const refresh = z.discriminatedUnion('transformation', [
  z.object({ url, transformation: z.literal('walls'), value: z.enum(wallPaints), webhook }),
  z.object({ url, transformation: z.literal('floor'), value: z.enum(floorCoverings), webhook }),
]);

// The name `skyId` appears only in a documented response; whether it is required is undocumented.
const sunshine = z.object({ url, skyId: z.enum(skyIds).optional(), webhook });
const declutter = z.object({ url, mask, webhook });
const upscale = z.object({ url, webhook });
// Nothing about it is documented but its name.
const magicEnhancer = z.object({ url, webhook });

/** The body of each POST endpoint. Unknown fields are ignored. */
export const requestSchemas = {
  redesign,
  'creative-redesign': creativeRedesign,
  furnish,
  'smart-staging': smartStaging,
  'smart-staging-v2': smartStagingV2,
  refresh,
  sunshine,
  declutter,
  upscale,
  'magic-enhancer': magicEnhancer,
} as const;

export type Endpoint = keyof typeof requestSchemas;

/** An endpoint with its valid body. */
export type SandboxRequest = {
  [E in Endpoint]: { endpoint: E; body: z.infer<(typeof requestSchemas)[E]> };
}[Endpoint];

/** The mode of each endpoint's jobs. Where it is undocumented, the endpoint's name is assumed. */
export const endpointModes: Record<Endpoint, Mode> = {
  redesign: 'redesign',
  'creative-redesign': 'creative-redesign',
  furnish: 'furnish',
  'smart-staging': 'furnish',
  'smart-staging-v2': 'furnish',
  refresh: 'refresh',
  sunshine: 'sunshine',
  declutter: 'declutter',
  upscale: 'upscale',
  'magic-enhancer': 'magic-enhancer',
};

export function isEndpoint(name: string): name is Endpoint {
  return Object.hasOwn(requestSchemas, name);
}

/** Validates a body; the message of a failure names each wrong field. */
export function parseRequest(
  endpoint: Endpoint,
  body: unknown,
): { ok: true; request: SandboxRequest } | { ok: false; message: string } {
  const result = requestSchemas[endpoint].safeParse(body);
  if (result.success) {
    // The compiler cannot see that the schema and the body belong to the same endpoint.
    return { ok: true, request: { endpoint, body: result.data } as SandboxRequest };
  }
  const wrong = result.error.issues.map(
    (issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`,
  );
  return { ok: false, message: `The request is not valid. ${wrong.join('; ')}.` };
}
