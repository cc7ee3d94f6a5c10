import { copyText } from '@/components/ui/copy-text';

/**
 * Copies a text that is still on its way. Safari takes a promise within the press, and nothing after it.
 * @returns whether it was copied
 * @throws what the promise throws
 */
export async function copyLater(text: Promise<string>): Promise<boolean> {
  // The refusal of a browser says nothing about the text.
  text.catch(() => {});
  if (navigator.clipboard?.write && typeof ClipboardItem !== 'undefined') {
    const blob = text.then((given) => new Blob([given], { type: 'text/plain' }));
    blob.catch(() => {});
    try {
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
      return true;
    } catch {
      // Next, the ways that need the text itself.
    }
  }
  return copyText(await text);
}
