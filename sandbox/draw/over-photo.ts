import type { Sharp } from 'sharp';
import type { SandboxJob } from '../job-id.ts';
import { lookIds } from '../scene.ts';
import { type Palette, paletteOf } from './palette.ts';
import { furniture } from './rooms.ts';
import { definitions, flooring } from './shell.ts';

/** The width of the canvas on which everything is drawn. */
const CANVAS = 1_536;
const CANVAS_HEIGHT = 1_024;
/** The longest side of an enlarged photo, px. */
const MAX_LARGE = 4_096;

/** Half of the soft edge, as a share of the height. */
const SOFT = 0.03;

/** Shares of the height. */
type Band = [from: number, to: number];
type Size = { width: number; height: number };
/** What is drawn over a photo, and how that is blended with it. */
type Layer = { svg: string; blend: 'over' | 'multiply' | 'soft-light' | 'screen' };

/** Places shapes of the canvas over a photo: as wide as that, at its lower edge. */
function overlay({ width, height }: Size, shapes: string): string {
  const shown = (height / width) * CANVAS;
  const viewBox = `0 ${CANVAS_HEIGHT - shown} ${CANVAS} ${shown}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${viewBox}">${shapes}</svg>`;
}

/** A colour over the whole width, from one share of the height to another, with a soft edge. */
function wash({ width, height }: Size, [from, to]: Band, colour: string, opacity: number): string {
  const stops = [
    [from - SOFT, 0],
    [from + SOFT, opacity],
    [to - SOFT, opacity],
    [to + SOFT, 0],
  ].map(([at, alpha]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${alpha}"/>`);
  // A gradient, because a filter for the edge takes seconds.
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><linearGradient id="wash" x1="0" y1="0" x2="0" y2="1">${stops.join('')}</linearGradient><rect width="${width}" height="${height}" fill="url(#wash)"/></svg>`;
}

const WALLS: Band = [-0.1, 0.66];
const FLOOR: Band = [0.66, 1.1];
const SKY: Band = [-0.1, 0.45];
const WHOLE: Band = [-0.1, 1.1];

function furnished({ scene }: SandboxJob, size: Size, palette: Palette): Layer {
  const shapes = definitions(palette, scene.sky) + furniture(scene.room, palette, scene.seed);
  return { svg: overlay(size, shapes), blend: 'over' };
}

/** The walls and the floor of a style, unless the request keeps them; the more creative, the stronger. */
function restyled(job: SandboxJob, size: Size, palette: Palette): Layer[] {
  const { walls, floor, look, creativity } = job.scene;
  const strength = 0.35 + creativity / 60;
  const layers: Layer[] = [];
  if (walls === look) {
    layers.push({ svg: wash(size, WALLS, palette.wall, strength), blend: 'soft-light' });
    layers.push({ svg: wash(size, WALLS, palette.accent, strength / 4), blend: 'multiply' });
  }
  if (floor === look) {
    layers.push({ svg: wash(size, FLOOR, palette.floor, strength), blend: 'multiply' });
  }
  return [...layers, furnished(job, size, palette)];
}

function refreshed({ scene }: SandboxJob, size: Size, palette: Palette): Layer[] {
  const isPainted = !(lookIds as readonly string[]).includes(scene.walls);
  if (isPainted) return [{ svg: wash(size, WALLS, palette.wall, 0.6), blend: 'multiply' }];
  const seams = overlay(size, definitions(palette, scene.sky) + flooring(palette));
  return [
    { svg: wash(size, FLOOR, palette.floor, 0.7), blend: 'multiply' },
    { svg: seams, blend: 'over' },
  ];
}

const LIGHT = { clear: '#8fc4ea', soft_clouds: '#cfd8dd', golden_hour: '#f4a64f', dusk: '#6a5a9c' };

function layersOf(job: SandboxJob, size: Size): Layer[] {
  const palette = paletteOf(job.scene);
  switch (job.mode) {
    case 'redesign':
    case 'creative-redesign':
      return restyled(job, size, palette);
    case 'furnish':
      return [furnished(job, size, palette)];
    case 'refresh':
      return refreshed(job, size, palette);
    case 'sunshine': {
      const light = LIGHT[job.scene.sky];
      return [
        { svg: wash(size, SKY, light, 0.55), blend: 'soft-light' },
        { svg: wash(size, WHOLE, light, 0.18), blend: 'screen' },
      ];
    }
    default:
      return [];
  }
}

/** What a mode does to the pixels of the photo itself. */
function graded(picture: Sharp, { mode }: SandboxJob, { width, height }: Size): Sharp {
  switch (mode) {
    case 'sunshine':
      return picture.modulate({ brightness: 1.08, saturation: 1.15 });
    case 'declutter':
      // Small things disappear, walls and large furniture stay.
      return picture.median(9).blur(3);
    case 'magic-enhancer':
      return picture.linear(1.12, -8).modulate({ saturation: 1.3 }).sharpen();
    case 'upscale': {
      const factor = Math.max(1, Math.min(2, MAX_LARGE / Math.max(width, height)));
      return picture.resize(Math.round(width * factor)).sharpen();
    }
    default:
      return picture;
  }
}

/**
 * Draws the result of a job over its photo, as WebP: always visibly that photo, never equal to it. With a mask, what
 * the mask shows in white has changed and all else is as it was.
 */
export async function drawOverPhoto(
  job: SandboxJob,
  photo: Buffer,
  mask: Buffer | undefined,
): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const { width, height } = await sharp(photo).metadata();
  const size = { width, height };
  const base = await graded(sharp(photo), job, size).png({ compressionLevel: 1 }).toBuffer();
  const layers = layersOf(job, size).map(({ svg, blend }) => ({ input: Buffer.from(svg), blend }));
  const changed = sharp(base).composite(layers);
  if (!mask) return changed.webp({ quality: 86, effort: 2 }).toBuffer();
  const alpha = sharp(mask).resize(width, height, { fit: 'fill' }).toColourspace('b-w').raw();
  const cut = await sharp(await changed.removeAlpha().png({ compressionLevel: 1 }).toBuffer())
    .joinChannel(await alpha.toBuffer(), { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return sharp(photo)
    .composite([{ input: cut }])
    .webp({ quality: 86, effort: 2 })
    .toBuffer();
}
