import { ofShare, type Sources, sourcesOf } from '@/components/results/sources';
import type { PublicItem } from '@/lib/shares';

/** Widths of the picture before, px. Of a photo that is not stored here, each gives the whole. */
const BEFORE_WIDTHS = [640, 1280] as const;

/** The addresses of a result of a link. */
export function picturesOf(token: string, item: PublicItem, showsBefore: boolean) {
  const path = ofShare(token, item.n);
  const output: Sources = sourcesOf(item.result, path);
  const sizes = BEFORE_WIDTHS.map((width) => ({
    width,
    src: path({ of: 'input', size: `${width}` }),
  }));
  const input = showsBefore &&
    item.hasInput && {
      src: sizes[0]?.src ?? '',
      srcSet: sizes.map(({ src, width }) => `${src} ${width}w`).join(', '),
    };
  return {
    output,
    input: input || null,
    fullInput: input ? path({ of: 'input' }) : null,
    download: path({ of: 'output', download: true }),
  };
}

const DEFAULT_RATIO = 3 / 2;

/** Width / height of a result; 3:2 while it is not known. */
export function ratioOf({ output: { width, height } }: { output: Sources }): number {
  return width && height ? width / height : DEFAULT_RATIO;
}
