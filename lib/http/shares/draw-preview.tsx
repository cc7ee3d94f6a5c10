import { ImageResponse } from 'next/og';
import { isDrawable, PREVIEW } from './drawable';

/** The place of each picture, px. */
type Tile = { left: number; top: number; width: number; height: number };

const GAP = 6;
const { width: W, height: H } = PREVIEW;
const HALF_W = (W - GAP) / 2;
const HALF_H = (H - GAP) / 2;
const RIGHT = HALF_W + GAP;
const BELOW = HALF_H + GAP;

const whole: Tile = { left: 0, top: 0, width: W, height: H };
const left: Tile = { ...whole, width: HALF_W };
const right: Tile = { ...left, left: RIGHT };
const quarter = (of: Tile, top: number): Tile => ({ ...of, top, height: HALF_H });

const LAYOUTS: Tile[][] = [
  [],
  [whole],
  [left, right],
  [left, quarter(right, 0), quarter(right, BELOW)],
  [quarter(left, 0), quarter(right, 0), quarter(left, BELOW), quarter(right, BELOW)],
];

/** How many pictures of a board are in it. */
export const MAX_TILES = LAYOUTS.length - 1;

/** Where `count` pictures are. */
export const tilesFor = (count: number): Tile[] => LAYOUTS[Math.min(count, MAX_TILES)] ?? [];

const MAX_TITLE = 70;

/** A word that is wider than the picture goes on in the next line. */
const WRAPPED = { wordBreak: 'break-word' } as const;

const shortened = (text: string) => {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  return letters.length > MAX_TITLE
    ? `${letters.slice(0, MAX_TITLE - 1).join('')}…`
    : letters.join('');
};

type Props = {
  /** JPEGs of the sizes of `tilesFor`. */
  pictures: Uint8Array[];
  title: string | null;
  sender: string | null;
};

/** The picture of a link as a PNG. Texts that the font does not have are left out: the page's tags have them. */
export async function drawPreview({ pictures, title, sender }: Props): Promise<ArrayBuffer> {
  const tiles = tilesFor(pictures.length);
  const lines = [title, sender].map((text) => (text === null ? '' : shortened(text)));
  const [heading = '', from = ''] = lines.map((text) => (isDrawable(text) ? text : ''));
  const response = new ImageResponse(
    <div style={{ display: 'flex', width: '100%', height: '100%', background: '#171412' }}>
      {tiles.map((tile, index) => (
        <img
          key={`${tile.left} ${tile.top}`}
          src={`data:image/jpeg;base64,${Buffer.from(pictures[index] ?? []).toString('base64')}`}
          alt=""
          width={tile.width}
          height={tile.height}
          style={{ position: 'absolute', ...tile }}
        />
      ))}
      {(heading || from) && (
        <div
          style={{
            position: 'absolute',
            left: 0,
            right: 0,
            bottom: 0,
            display: 'flex',
            flexDirection: 'column',
            padding: '120px 48px 40px',
            color: '#fff',
            background: 'linear-gradient(to bottom, rgba(0,0,0,0), rgba(0,0,0,0.78))',
          }}
        >
          {heading && <div style={{ ...WRAPPED, fontSize: 52, lineHeight: 1.15 }}>{heading}</div>}
          {from && (
            <div style={{ ...WRAPPED, fontSize: 28, marginTop: 8, opacity: 0.85 }}>{from}</div>
          )}
        </div>
      )}
    </div>,
    PREVIEW,
  );
  return response.arrayBuffer();
}
