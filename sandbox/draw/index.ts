import type { Scene } from '../scene.ts';
import { type Palette, paletteOf } from './palette.ts';
import { clutter, furniture } from './rooms.ts';
import { daylight, definitions, shell } from './shell.ts';
import { terrace } from './terrace.ts';

const WIDTH = 1536;
const HEIGHT = 1024;

/** A low-resolution photo is scaled down by this factor, then up again. */
const SMALL = 4;

function contentsOf({ contents, room, seed }: Scene, palette: Palette): string {
  if (contents === 'empty') return '';
  return furniture(room, palette, seed) + (contents === 'cluttered' ? clutter() : '');
}

/** A scene as SVG, without text: the machine may have no fonts. */
export function sceneSvg(scene: Scene, width = WIDTH): string {
  const palette = paletteOf(scene);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${Math.round((width * HEIGHT) / WIDTH)}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${definitions(palette, scene.sky)}${scene.room === 'outdoor_terrace' ? terrace(palette) : shell(palette) + daylight(scene.sky)}${contentsOf(scene, palette)}<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#vignette)"/></svg>`;
}

/**
 * Draws a scene as WebP, 3 by 2. The same scene always gives the same picture.
 * @param width px
 */
export async function drawScene(scene: Scene, width = WIDTH): Promise<Buffer> {
  // Imported on the first drawing: its native library would slow every cold start.
  const { default: sharp } = await import('sharp');
  const picture = sharp(Buffer.from(sceneSvg(scene, width)));
  if (!scene.soft) return picture.webp({ quality: 88, effort: 2 }).toBuffer();
  const small = await picture
    .resize(WIDTH / SMALL)
    .png()
    .toBuffer();
  return sharp(small).resize(WIDTH, HEIGHT).blur(1.2).webp({ quality: 60 }).toBuffer();
}
