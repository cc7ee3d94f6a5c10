/** Why a picture could not be copied: this page may not, or the picture could not be had. */
export type CopyFailure = 'unsupported' | 'failed';

/** Browsers copy pictures as PNG only. */
const TYPE = 'image/png';

async function toPng(source: Blob): Promise<Blob> {
  if (source.type === TYPE) return source;
  const bitmap = await createImageBitmap(source);
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no PNG'))), TYPE);
  });
}

async function fetchPng(src: string): Promise<Blob> {
  const response = await fetch(src);
  if (!response.ok) throw new Error(`status ${response.status}`);
  return toPng(await response.blob());
}

/**
 * Copies a picture to the clipboard.
 * @returns null if it was copied. Browsers refuse it over plain HTTP, and some always
 */
export async function copyPicture(src: string): Promise<CopyFailure | null> {
  if (!navigator.clipboard?.write || typeof ClipboardItem === 'undefined') return 'unsupported';
  const png = fetchPng(src);
  // Safari wants the promise, within the press. The refusal is told by `write`.
  png.catch(() => {});
  try {
    await navigator.clipboard.write([new ClipboardItem({ [TYPE]: png })]);
    return null;
  } catch {
    return png.then(
      () => 'unsupported',
      () => 'failed',
    );
  }
}
