import { type StyleId, styleIds, styles } from './catalogue.ts';
import type { Scene } from './scene.ts';

/** A living room in a style. */
const sceneOf = (style: StyleId): Scene => ({
  room: 'living_room',
  contents: 'furnished',
  look: style,
  walls: style,
  floor: style,
  sky: 'clear',
  creativity: 0,
  soft: false,
  seed: 1,
});

/** What the picture of a style shows; null if there is no such style. */
export function sceneOfStyle(name: string): Scene | null {
  const style = styleIds.find((id) => id === name);
  return style === undefined ? null : sceneOf(style);
}

/** The list of styles. Whether upstream's has pictures, and in which field, is not documented: `image` is a guess. */
export const stylesWithPictures = (origin: string) =>
  styles.map((style) => ({ ...style, image: `${origin}/pictures/style/${style.id}.webp` }));
