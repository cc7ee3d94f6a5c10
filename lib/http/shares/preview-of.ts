import 'server-only';
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Context } from '@/lib/context';
import { getSharedPicture, openShare, type PublicShare, type Visitor } from '@/lib/shares';
import { singleton } from '@/lib/singleton';
import { smallPng, tileOf } from '../pictures/tile';
import { drawPreview, MAX_TILES, tilesFor } from './draw-preview';

/** Previews that one process keeps, bytes: a chat with many members asks many times. */
const KEPT_BYTES = 8 * 1024 * 1024;

const kept = singleton('share-previews', () => ({
  done: new LRUCache<string, Buffer>({
    maxSize: KEPT_BYTES,
    sizeCalculation: (png) => png.byteLength,
  }),
  drawing: new Map<string, Promise<Buffer | null>>(),
}));

/** Names what is in a preview. */
function keyOf({ title, sender }: PublicShare, hashes: (string | undefined)[]): string {
  const content = JSON.stringify([title, sender?.name, hashes]);
  return createHash('sha256').update(content).digest('base64url');
}

/**
 * The picture of a link that works and is not locked, from up to four of its stored results; null if there is none.
 * That the visitor may see it is checked each time.
 */
export async function previewOf(
  ctx: Context,
  token: string,
  visitor: Visitor,
): Promise<Buffer | null> {
  const opened = await openShare(ctx, token, visitor, { counts: false });
  if (opened?.state !== 'open') return null;
  const { share } = opened;
  const stored = share.items.filter(({ result }) => result?.state === 'stored').slice(0, MAX_TILES);
  if (stored.length === 0) return null;
  const key = keyOf(
    share,
    stored.map(({ result }) => result?.picture?.hash),
  );
  const found = kept.done.get(key);
  if (found) return found;
  const draw = async () => {
    const places = tilesFor(stored.length);
    const tiles = await Promise.all(
      stored.map(async ({ n }, index) => {
        const wanted = { n, kind: 'output' as const, download: false };
        const picture = await getSharedPicture(ctx, token, visitor, wanted);
        const place = places[index];
        return place ? tileOf(ctx, picture, place) : null;
      }),
    );
    const pictures = tiles.filter((tile) => tile !== null);
    if (pictures.length < stored.length) return null;
    const png = await drawPreview({
      pictures,
      title: share.title,
      sender: share.sender?.name ?? null,
    });
    const small = await smallPng(png);
    kept.done.set(key, small);
    return small;
  };
  const drawing = kept.drawing.get(key) ?? draw().finally(() => kept.drawing.delete(key));
  kept.drawing.set(key, drawing);
  return drawing;
}
