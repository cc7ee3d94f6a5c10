import type { Inputs } from './create.ts';
import { decodeJobId } from './job-id.ts';
import { keepPhoto } from './photos.ts';
import { inTurn, pictureAt } from './pictures.ts';

/**
 * Fetches a picture.
 * @returns its bytes; `problem` if there is none at the address; null if the address cannot be reached, and for
 *   one that may not be: then a room is drawn instead
 */
export type ReadPicture = (
  url: string,
) => Promise<{ bytes: Uint8Array } | { problem: string } | null>;

type Read =
  | { ok: true; photo?: { name: string; width: number; height: number } }
  | { ok: false; message: string };

const OWN_PICTURE = /\/pictures\/(?:before\/[a-z_-]+|(sbx_[A-Za-z0-9_-]+))\.webp$/;

/** The bytes of a picture of the sandbox that was drawn over a photo, on any host; null for one of its scenes. */
async function ownPicture(path: string, id: string | undefined): Promise<Buffer | null> {
  const job = id === undefined ? null : decodeJobId(id);
  return job?.photo ? pictureAt(path, Date.now()) : null;
}

async function read(field: string, url: string, readPicture?: ReadPicture): Promise<Read> {
  const path = URL.parse(url)?.pathname ?? '';
  const own = OWN_PICTURE.exec(path);
  const ownBytes = own && (await ownPicture(own[0], own[1]));
  if (own && !ownBytes) return { ok: true };
  const found = ownBytes ? { bytes: ownBytes } : ((await readPicture?.(url)) ?? null);
  if (found === null) return { ok: true };
  if ('problem' in found) return { ok: false, message: `${field}: ${found.problem}` };
  try {
    return { ok: true, photo: await inTurn(() => keepPhoto(found.bytes)) };
  } catch {
    return {
      ok: false,
      message: `${field}: there is no picture that can be read at this address.`,
    };
  }
}

/** Reads the photo and the mask of a request. The message of a failure names the field. */
export async function readInputs(
  body: { url: string; mask?: string | undefined },
  readPicture?: ReadPicture,
): Promise<{ ok: true; inputs: Inputs } | { ok: false; message: string }> {
  const url = await read('url', body.url, readPicture);
  if (!url.ok) return url;
  if (!url.photo) return { ok: true, inputs: {} };
  const mask: Read = body.mask ? await read('mask', body.mask, readPicture) : { ok: true };
  if (!mask.ok) return mask;
  const { photo } = url;
  if (mask.photo && (mask.photo.width !== photo.width || mask.photo.height !== photo.height)) {
    const sizes = `${mask.photo.width} × ${mask.photo.height} instead of ${photo.width} × ${photo.height}`;
    return { ok: false, message: `mask: it must have the size of the photo, but has ${sizes}.` };
  }
  return { ok: true, inputs: { photo: photo.name, mask: mask.photo?.name } };
}
