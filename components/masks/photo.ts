/** What the editor needs to know of a photo. */
export type MaskedPhoto = { id: string; hash: string; width: number; height: number };

/** The address of a stored mask, which its photo's owner may read. */
export function maskPicture(photoId: string, maskId: string): string {
  return `/api/photos/${encodeURIComponent(photoId)}/masks/${encodeURIComponent(maskId)}`;
}
