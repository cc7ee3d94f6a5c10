import { ApiError, type ApiResult, callApi } from '@/components/api-client';
import type { PhotoView } from '@/lib/photos';
import { MAX_CHOSEN_BYTES, MAX_NAME, MAX_REQUEST_BYTES } from '@/lib/photos/model';
import { withoutControls } from '@/lib/visible-text';
import { scaled } from './scale';

type Options = {
  signal: AbortSignal;
  /** Called with the part that has been sent, from 0 to 1. */
  onProgress: (part: number) => void;
};

type Reply = ApiResult<'POST /api/photos'>;

/** The error of a file that is not even sent. Its code has a text in messages/errors.json. */
const notSent = (code: string) => new ApiError(code, code, 0, null);

function errorOf({ status, responseText }: XMLHttpRequest): ApiError {
  try {
    const { code, message } = (JSON.parse(responseText) as { error: ApiError }).error;
    return new ApiError(code, message, status, null);
  } catch {
    return new ApiError('unexpected', 'unexpected', status, null);
  }
}

/** `fetch` does not tell how much of a body it has sent. */
function post(path: string, body: Blob, { signal, onProgress }: Options): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = new XMLHttpRequest();
    const abort = () => sent.abort();
    signal.addEventListener('abort', abort);
    sent.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    sent.onload = () => {
      if (sent.status === 201) resolve(JSON.parse(sent.responseText) as Reply);
      else reject(errorOf(sent));
    };
    sent.onerror = () => reject(notSent('offline'));
    sent.onabort = () => reject(signal.reason);
    sent.onloadend = () => signal.removeEventListener('abort', abort);
    sent.open('POST', path);
    sent.setRequestHeader('Content-Type', body.type.startsWith('image/') ? body.type : OTHER);
    sent.send(body);
  });
}

const OTHER = 'application/octet-stream';

/**
 * Sends a file to the library, scaled down if it is large.
 * @throws ApiError, also for a file that is too large to be sent; the signal's reason when it was cancelled
 */
export async function sendFile(file: File, options: Options): Promise<PhotoView> {
  if (file.size > MAX_CHOSEN_BYTES) throw notSent('file_too_large');
  const body = await scaled(file);
  options.signal.throwIfAborted();
  if (body.size > MAX_REQUEST_BYTES) throw notSent('file_not_scaled');
  const name = withoutControls(file.name).trim().slice(-MAX_NAME);
  const query = name === '' ? '' : `?${new URLSearchParams({ name })}`;
  return (await post(`/api/photos${query}`, body, options)).photo;
}

/** Lets the server fetch a picture. @throws ApiError */
export async function importPhoto(from: { url: string } | { jobId: string }): Promise<PhotoView> {
  return (await callApi('POST /api/photos/import', { body: from })).photo;
}
