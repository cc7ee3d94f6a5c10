import type { RemoteImageProps } from '@/components/ui/remote-image';

/** A picture of a comparison: its addresses and its alternative text. */
export type Side = Pick<RemoteImageProps, 'src' | 'srcSet' | 'alt' | 'onRatio' | 'onMissing'>;

export type CompareTexts = {
  before: string;
  after: string;
  /** The name of the divider. */
  handle: string;
  missing: string;
};

/** What all ways of comparing are given. */
export type CompareProps = {
  before: Side;
  after: Side;
  /** How wide the pictures are shown, for `<img sizes>`. */
  sizes?: string | undefined;
  texts: CompareTexts;
};

export const TAG =
  'pointer-events-none absolute top-3 rounded-full bg-black/65 px-2.5 py-1 font-medium text-white text-xs';
