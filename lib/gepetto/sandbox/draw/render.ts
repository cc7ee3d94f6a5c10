import sharp from 'sharp';
import type { Scene } from '../scene.ts';
import { drawScene } from './draw-scene.ts';

/** The size of every picture, pixels. */
export const width = 1536;
export const height = 1024;

/** Draws a scene as a WebP picture of 1536 by 1024 pixels. */
export async function renderWebp(scene: Scene): Promise<Uint8Array<ArrayBuffer>> {
  let image = sharp(Buffer.from(drawScene(scene)));
  if (scene.soft) {
    const small = await image.resize(320).raw().toBuffer({ resolveWithObject: true });
    image = sharp(small.data, { raw: small.info }).resize(width, height, { kernel: 'cubic' });
  }
  return new Uint8Array(await image.webp({ quality: 84, effort: 2 }).toBuffer());
}
