import type { Route } from 'next';
import type { ListName } from '@/lib/catalogue/model';
import type { PictureSize } from '@/lib/results/model';

/** The status page of a job. */
export function jobPath(id: string): Route {
  return `/jobs/${encodeURIComponent(id)}` as Route;
}

/** The page that starts jobs, with what it is filled in with. */
export function newJobPath(fill: Record<string, string> = {}): Route {
  const query = new URLSearchParams(fill);
  return (query.size > 0 ? `/jobs/new?${query}` : '/jobs/new') as Route;
}

/** The recipes; with a photo, to run one on it. */
export function recipesPath(photoId?: string): Route {
  return (photoId ? `/recipes?${new URLSearchParams({ photo: photoId })}` : '/recipes') as Route;
}

/** Upstream's own JSON for a job, verbatim: the drop-in. */
export function responsePath(id: string): string {
  return `/v1/job/${encodeURIComponent(id)}`;
}

function withCallback(path: string, callback: string | undefined): Route {
  return (callback ? `${path}?${new URLSearchParams({ callbackUrl: callback })}` : path) as Route;
}

/** The sign-in page. `callback` is the path to go to afterwards. */
export function signInPath(callback?: string): Route {
  return withCallback('/sign-in', callback);
}

/** The sign-in page for a user who is signed in, to confirm who they are; returns to the path `callback`. */
export function signInAgainPath(callback: string): Route {
  return `/sign-in?${new URLSearchParams({ again: '1', callbackUrl: callback })}` as Route;
}

/** The page that requests a link to set a new password. */
export function forgotPasswordPath(): Route {
  return '/forgot-password';
}

/** The sign-up page. `callback` is the path to go to afterwards. */
export function signUpPath(callback?: string): Route {
  return withCallback('/sign-up', callback);
}

/** The page that asks for the second factor. `callback` is the path to go to afterwards. */
export function secondFactorPath(callback?: string): Route {
  return withCallback('/sign-in/second-factor', callback);
}

/** The formats in which a stored result can be had, besides its own. */
export const PICTURE_FORMATS = ['png', 'jpeg', 'webp'] as const;

export type PictureFormat = (typeof PICTURE_FORMATS)[number];

type PictureOptions = {
  of: 'output' | 'input';
  /** Of a stored result; the default is `full`. */
  size?: PictureSize;
  /** The hash of the stored result: browsers keep what this address gives for a year. Not of a download: its name may change. */
  hash?: string;
  download?: boolean;
  /** Of a stored result: another format, and another width, px. */
  format?: PictureFormat;
  width?: number;
};

/** Makes the addresses of one job's pictures. */
export type PicturePath = (options: PictureOptions) => string;

/** Characters of the hash in an address: enough to tell any two pictures of a job apart. */
const HASH_IN_ADDRESS = 16;

function picturePath(base: string, options: PictureOptions): string {
  const { of, size, hash, download, format, width } = options;
  const query = new URLSearchParams({
    of,
    ...(size && { size }),
    ...(hash && !download && { v: hash.slice(0, HASH_IN_ADDRESS) }),
    ...(download && { download: '1' }),
    ...(format && { format }),
    ...(width && { width: `${width}` }),
  });
  return `${base}/picture?${query}`;
}

/** A job's picture, for users with the job. */
export function jobPicturePath(id: string, options: PictureOptions): string {
  return picturePath(`/api/jobs/${encodeURIComponent(id)}`, options);
}

/** A photo of the user, in one of its sizes. Its hash lets browsers keep what the address gives for a year. */
export function photoPicturePath(
  id: string,
  options: { size: PictureSize; hash?: string; download?: boolean },
): string {
  const { size, hash, download } = options;
  const query = new URLSearchParams({
    size,
    ...(hash && !download && { v: hash.slice(0, HASH_IN_ADDRESS) }),
    ...(download && { download: '1' }),
  });
  return `/api/photos/${encodeURIComponent(id)}/picture?${query}`;
}

/** All links of a user. */
export function linksPath(): Route {
  return '/shares' as Route;
}

/** Where a link's owner changes it. */
export function linkPath(id: string): Route {
  return `/shares/${encodeURIComponent(id)}` as Route;
}

/** The path of a share page. */
export function sharePath(token: string): Route {
  return `/s/${token}` as Route;
}

/** What there is of a link besides its page and its pictures. */
export const SHARED_FILES = ['zip', 'preview.png', 'logo', 'embed', 'unlock', 'feedback'] as const;

type SharedFile = (typeof SHARED_FILES)[number];

/** The path of what belongs to a link. */
export function sharedFilePath(token: string, file: SharedFile): string {
  return `/s/${encodeURIComponent(token)}/${file}`;
}

/** A shared picture, for anyone with the link. `n` is the number of the result on the page; 1 if it is not given. */
export function sharedPicturePath(token: string, options: PictureOptions & { n?: number }): string {
  const { n = 1, ...others } = options;
  const path = picturePath(`/s/${encodeURIComponent(token)}`, others);
  return n === 1 ? path : `${path}&n=${n}`;
}

/** A picture that Gepetto gives of one of its styles, rooms or skies. */
export function cataloguePicturePath(list: ListName, id: string): string {
  return `/api/catalogue/${list}/picture?${new URLSearchParams({ id })}`;
}
