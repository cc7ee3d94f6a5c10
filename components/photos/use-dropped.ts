import { useEffect, useEffectEvent, useState } from 'react';
import type { Source } from './upload-list';

/** Whether something could be photos: an address that was dragged from another page has no files. */
const isOffer = ({ types }: DataTransfer) =>
  types.some((type) => /^(?:files|text\/uri-list)$/i.test(type));

/** The photos in what was dropped or pasted: its files, else the address of a picture. */
function sourcesIn(data: DataTransfer): Source[] {
  const files = [...data.files];
  if (files.length > 0) return files;
  // A list may contain comments (RFC 2483, section 5).
  const lines = data.getData('text/uri-list').split(/\r?\n/);
  const url = lines.find((line) => /^https?:/i.test(line));
  return url ? [{ url }] : [];
}

/**
 * Takes photos that are dropped anywhere on the page, or pasted. A browser would open a file that is dropped, and
 * leave the page.
 * @returns whether something is being dragged over the page
 */
export function useDropped(onSources: (sources: Source[]) => void): boolean {
  const [over, setOver] = useState(false);
  const take = useEffectEvent(onSources);

  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer || !isOffer(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      // It leaves an element for another one, too.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!event.dataTransfer || !isOffer(event.dataTransfer)) return;
      event.preventDefault();
      take(sourcesIn(event.dataTransfer));
    };
    const paste = (event: ClipboardEvent) => {
      // Text goes where it was pasted.
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      take(files);
    };
    document.addEventListener('dragover', drag);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('dragover', drag);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, []);

  return over;
}
