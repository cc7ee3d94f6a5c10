import { withoutControls } from '@/lib/visible-text';

/** Characters of a label in the name of a file. */
const MAX_LABEL = 80;

const EXTENSIONS: Record<string, string> = { 'image/jpeg': 'jpg' };

type Named = { id: string; label: string | null; type: string };

/** The name of a picture's file in the archive: the label, if there is one, and the id, which makes it unique. */
export function fileName(folder: string, { id, label, type }: Named): string {
  const readable = withoutControls(label ?? '')
    .normalize('NFC')
    // What file systems refuse, or read as a path.
    .replace(/[\\/:*?"<>|\s]+/g, ' ')
    .replace(/^[\s.]+/, '');
  const short = [...readable].slice(0, MAX_LABEL).join('').trim();
  const extension = EXTENSIONS[type] ?? type.replace(/^image\//, '').replace(/[^a-z0-9]/g, '');
  return `${folder}/${short === '' ? '' : `${short}-`}${id}.${extension}`;
}
