import { Worker } from 'node:worker_threads';
import { IMAGE_WORK_MS, MAX_PIXELS } from '@/lib/image-work';
import { PictureError } from '@/lib/picture-error';

/** What phones call their pictures, by their bytes. */
export const HEIC_TYPES = new Set([
  'image/heic',
  'image/heif',
  'image/heic-sequence',
  'image/heif-sequence',
]);

/** Pixels of a picture, upright. */
export type Pixels = { data: Uint8Array; width: number; height: number };

/**
 * What runs in the thread. It is a text because a bundler would not find a file; `require` looks into the folder that
 * the app was started in. Only the first picture of a file is decoded, and only if it is not too large.
 */
const CODE = `
const { parentPort, workerData } = require('node:worker_threads');
const { all } = require('heic-decode');
all({ buffer: workerData.picture }).then(async (images) => {
  const [image] = images;
  if (image.width * image.height > workerData.maxPixels) return parentPort.postMessage('too_large');
  const { data, width, height } = await image.decode();
  parentPort.postMessage({ data, width, height }, [data.buffer]);
}).catch(() => parentPort.postMessage('damaged'));
`;

/**
 * Decodes HEIC in a thread of its own: the decoder is synchronous, takes seconds, and is ended if it takes too long.
 * It turns the picture upright itself; the orientation in the EXIF does not count.
 *
 * @throws PictureError `too_large`, `damaged` or `interrupted`
 */
export function decodeHeic(picture: Uint8Array): Promise<Pixels> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(CODE, {
      eval: true,
      workerData: { picture, maxPixels: MAX_PIXELS },
      // No variable of this process is its business.
      env: {},
      // What the decoder says about damaged files is no line of our log.
      stdout: true,
      stderr: true,
    });
    const end = (settle: () => void) => {
      clearTimeout(deadline);
      settle();
      void worker.terminate();
    };
    const fail = (problem: 'too_large' | 'damaged' | 'interrupted', cause?: unknown) =>
      end(() => reject(new PictureError(problem, 'HEIC', cause)));
    const deadline = setTimeout(() => fail('interrupted'), IMAGE_WORK_MS);
    worker.once('message', (message: Pixels | 'too_large' | 'damaged') => {
      if (typeof message === 'string') fail(message);
      else end(() => resolve(message));
    });
    worker.once('error', (error) => fail('damaged', error));
    worker.once('exit', () => fail('damaged'));
  });
}
