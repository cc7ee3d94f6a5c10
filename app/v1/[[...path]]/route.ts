import { readableElsewhere } from '@/app/_http/cross-origin';
import { errorResponse } from '@/app/_http/errors';
import { observed } from '@/app/_http/observed';
import { AppError } from '@/lib/errors';

/** Whatever of upstream's API is not served here: the error that a script can read, for every method. */
function missing(request: Request, { params }: { params: Promise<object> }): Promise<Response> {
  return observed(request, params, async () => {
    const message =
      'There is no such endpoint. Here are GET /v1/job/<id>, /v1/styles, /v1/rooms and /v1/skies.';
    return readableElsewhere(request, errorResponse(new AppError('not_found', message)));
  });
}

export {
  missing as DELETE,
  missing as GET,
  missing as OPTIONS,
  missing as PATCH,
  missing as POST,
  missing as PUT,
};
