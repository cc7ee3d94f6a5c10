import 'server-only';
import { methods } from '@/app/_http/resource';
import { userRoute } from '@/app/_http/route';
import { upstreamResponse } from '@/app/_http/upstream-response';
import { readCatalogue } from '@/lib/catalogue';
import type { CatalogueName } from '@/lib/gepetto';

/** The drop-in for one of upstream's lookup lists. Nothing of the request reaches upstream. */
export function catalogue(name: CatalogueName) {
  return methods({
    GET: userRoute(
      async ({ request, ctx }) => upstreamResponse(request, await readCatalogue(ctx, name)),
      { scope: 'jobs:read' },
    ),
  });
}
