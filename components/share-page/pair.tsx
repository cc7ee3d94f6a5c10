import type { Sources } from '@/components/results/sources';

const TAG =
  'pair-tag pointer-events-none absolute top-3 rounded-full bg-black/65 px-2.5 py-1 font-medium text-white text-xs';

export type PairTexts = {
  before: string;
  after: string;
  /** The name of the divider. */
  handle: string;
  missing: string;
};

type Props = {
  /** Names the pictures of a result among others on the page. */
  n: number;
  output: Sources;
  /** The picture before; null without one. */
  input: { src: string; srcSet: string } | null;
  alts: { result: string; before: string; after: string };
  /** How wide the pictures are shown, for `<img sizes>`. */
  sizes: string;
  /** Load it before all others. */
  first: boolean;
  /** Shown until the picture has loaded. */
  colour: string | null;
  texts: PairTexts;
};

/** Stands where the picture before will be. */
const NOTHING = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

type BeforeProps = Pick<Props, 'sizes' | 'first'> & {
  input: NonNullable<Props['input']>;
  alt: string;
};

/** The picture before. Scripts load it after the result. */
function Before({ input, alt, sizes, first }: BeforeProps) {
  return (
    <>
      <noscript>
        <img
          {...input}
          alt={alt}
          sizes={sizes}
          decoding="async"
          loading={first ? undefined : 'lazy'}
          fetchPriority={first ? 'low' : undefined}
          className="pair-before"
        />
      </noscript>
      <img
        src={NOTHING}
        data-later={input.srcSet}
        sizes={sizes}
        alt={alt}
        decoding="async"
        loading="lazy"
        className="pair-before needs-script"
      />
    </>
  );
}

/** A result, with the picture before over it. A divider shows more of one or the other. */
export function Pair({ n, output, input, alts, sizes, first, colour, texts }: Props) {
  const loading = first ? undefined : ('lazy' as const);
  return (
    <div className="pair" data-pair={n} style={colour ? { backgroundColor: colour } : undefined}>
      {input && <Before {...{ input, sizes, first }} alt={alts.before} />}
      <img
        src={output.src}
        srcSet={output.srcSet}
        sizes={output.srcSet && sizes}
        alt={input ? alts.after : alts.result}
        width={output.width ?? 1536}
        height={output.height ?? 1024}
        loading={loading}
        fetchPriority={first ? 'high' : undefined}
        decoding={first ? 'sync' : 'async'}
        className="pair-after"
      />
      <p className="shared-missing absolute inset-0 z-4 place-content-center bg-sunken p-6 text-center text-muted text-sm print:hidden">
        {texts.missing}
      </p>
      {input && (
        <>
          <input
            type="range"
            min={0}
            max={100}
            defaultValue={50}
            aria-label={texts.handle}
            data-divider
            className="needs-script"
          />
          <span aria-hidden className="pair-handle needs-script" />
          <span aria-hidden data-of="before" className={TAG}>
            {texts.before}
          </span>
          <span aria-hidden data-of="after" className={TAG}>
            {texts.after}
          </span>
        </>
      )}
    </div>
  );
}
