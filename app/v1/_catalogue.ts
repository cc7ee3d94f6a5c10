import 'server-only';
import { readCatalogue } from '@/lib/catalogue';
import type { CatalogueName } from '@/lib/gepetto';
import { methods } from '@/lib/http/methods';
import { userRoute } from '@/lib/http/route';
import { upstreamResponse } from '@/lib/http/upstream-response';

/** The drop-in for one of upstream's lookup lists. Nothing of the request reaches upstream. */
export function catalogue(name: CatalogueName) {
  return methods({
    GET: userRoute(
      async ({ request, ctx }) => upstreamResponse(request, await readCatalogue(ctx, name)),
      { scope: 'jobs:read' },
    ),
  });
}
