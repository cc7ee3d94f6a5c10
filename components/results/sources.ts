import type { JobView } from '@/lib/jobs';
import { jobPicturePath, type PicturePath, sharedPicturePath } from '@/lib/paths';
import { THUMBNAIL_WIDTHS } from '@/lib/results/model';

/** The addresses of a result for an `<img>`. Sizes are px, null while they are not known. */
export type Sources = {
  src: string;
  srcSet: string | undefined;
  /** The whole picture as it was copied. */
  full: string;
  width: number | null;
  height: number | null;
};

/**
 * A stored result in its sizes. Before it is stored, Gepetto's picture is the only one.
 * @param path makes an address: of a job, or of a share
 */
export function sourcesOf(result: JobView['result'], path: PicturePath): Sources {
  const picture = result?.picture ?? null;
  if (!picture) {
    const only = path({ of: 'output' });
    return { src: only, srcSet: undefined, full: only, width: null, height: null };
  }
  const { hash, width, height } = picture;
  const full = path({ of: 'output', size: 'full', hash });
  const smaller = THUMBNAIL_WIDTHS.filter((size) => size < width).map((size) => ({
    width: size as number,
    src: path({ of: 'output', size: `${size}`, hash }),
  }));
  const srcSet = [...smaller, { width, src: full }].map((one) => `${one.src} ${one.width}w`);
  return { src: smaller.at(-1)?.src ?? full, srcSet: srcSet.join(', '), full, width, height };
}

/** The addresses of a job's pictures. */
export const ofJob =
  (id: string): PicturePath =>
  (options) =>
    jobPicturePath(id, options);

/** The addresses of the pictures of a result that a link shows. */
export const ofShare =
  (token: string, n = 1): PicturePath =>
  (options) =>
    sharedPicturePath(token, { ...options, n });
