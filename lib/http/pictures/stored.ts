import 'server-only';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { PictureFacts } from '@/lib/jobs';
import { extensionOf, openResult, type StoredFiles, sizeOfResult } from '@/lib/results';
import { errorResponse } from '../errors';
import { isUnchanged } from '../etag';
import { disposition } from './file-name';
import { cacheControl, lengthHeaders, PICTURE_HEADERS } from './headers';
import type { PictureQuery } from './query';
import { requestedRange } from './range';

/** A stored picture, the name of its file, and what of it is requested. */
export type Stored = {
  files: StoredFiles;
  facts: PictureFacts;
  query: Pick<PictureQuery, 'size' | 'v' | 'download'>;
};

function notSatisfiable(bytes: number): Response {
  const response = errorResponse(
    new AppError(
      'range_not_satisfiable',
      'The picture ends before the requested range. Request a range within its length.',
    ),
  );
  response.headers.set('Content-Range', `bytes */${bytes}`);
  return response;
}

/**
 * A stored picture, whole or in part; 304 if the client has it. Nothing is opened for 304 and HEAD.
 * @returns null if its file has gone
 * @throws StorageError
 */
export async function storedResponse(
  request: Request,
  ctx: Pick<Context, 'storage'>,
  { files, facts, query }: Stored,
): Promise<Response | null> {
  const { size } = query;
  const [type, extension] =
    size === 'full' ? [files.type, extensionOf(files.type)] : ['image/webp', 'webp'];
  const etag = `"${files.hash}-${size}"`;
  const headers: Record<string, string> = {
    ...PICTURE_HEADERS,
    ETag: etag,
    'Cache-Control': cacheControl(files.hash, query.v),
    'Content-Disposition': disposition(facts, extension, query.download !== undefined),
  };
  if (isUnchanged(request, etag)) return new Response(null, { status: 304, headers });
  headers['Content-Type'] = type;
  headers['Accept-Ranges'] = 'bytes';
  if (request.method === 'HEAD') {
    const bytes = await sizeOfResult(ctx, files, size);
    if (bytes === null) return null;
    Object.assign(headers, lengthHeaders(bytes));
    return new Response(null, { headers });
  }
  const file = await openResult(ctx, files, size);
  if (file === null) return null;
  const range = requestedRange(request, etag, file.bytes);
  if (range === 'unsatisfiable') return notSatisfiable(file.bytes);
  const content = await file.read(range ?? undefined);
  if (content === null) return null;
  if (range === null) {
    Object.assign(headers, lengthHeaders(file.bytes));
    return new Response(content, { headers });
  }
  Object.assign(headers, lengthHeaders(range.end - range.start + 1));
  headers['Content-Range'] = `bytes ${range.start}-${range.end}/${file.bytes}`;
  return new Response(content, { status: 206, headers });
}
