/** What the editor needs to know of a photo. */
export type MaskedPhoto = { id: string; hash: string; width: number; height: number };

/** The address of a photo's picture. Its hash lets browsers keep it. */
export function photoPicture({ id, hash }: Pick<MaskedPhoto, 'id' | 'hash'>, size: string): string {
  return `/api/photos/${encodeURIComponent(id)}/picture?size=${size}&v=${hash.slice(0, 16)}`;
}

/** The same where the hash is not known. */
export const photoPicturePath = (id: string, size: string): string =>
  `/api/photos/${encodeURIComponent(id)}/picture?size=${size}`;

/** The address of a stored mask, which its photo's owner may read. */
export function maskPicture(photoId: string, maskId: string): string {
  return `/api/photos/${encodeURIComponent(photoId)}/masks/${encodeURIComponent(maskId)}`;
}
