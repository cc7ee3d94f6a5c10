import {
  type FloorCovering,
  floorCoverings,
  type RoomId,
  roomIds,
  type SkyId,
  type StyleId,
  styleIds,
  type WallPaint,
  wallPaints,
} from './catalogue.ts';

// Two looks exist only in input photos: `dated` (old furniture) and `bare` (an empty room).
export type LookId = StyleId | 'dated' | 'bare';
export type Contents = 'furnished' | 'empty' | 'cluttered';

/** Everything that a picture depends on: the same scene always gives the same picture. */
export interface Scene {
  room: RoomId;
  contents: Contents;
  /** The style of the furniture. */
  look: LookId;
  /** The walls of a look, or a paint of `/refresh`. */
  walls: LookId | WallPaint;
  /** The floor of a look, or a covering of `/refresh`. */
  floor: LookId | FloorCovering;
  sky: SkyId;
  /** 0 to 30. */
  creativity: number;
  /** A low-resolution photo, for `/upscale` to sharpen. */
  soft: boolean;
  /** 32 bits, unsigned. */
  seed: number;
}

// A job id stores indexes into these lists: append to them, never reorder.
export const lookIds: readonly LookId[] = [...styleIds, 'dated', 'bare'];
export const wallIds: readonly Scene['walls'][] = [...lookIds, ...wallPaints];
export const floorIds: readonly Scene['floor'][] = [...lookIds, ...floorCoverings];
export const contentsIds: readonly Contents[] = ['furnished', 'empty', 'cluttered'];

const variants = ['', '-empty', '-cluttered', '-small'] as const;
type Variant = (typeof variants)[number];

/** The style of each room's low-resolution photo. */
const smallLooks: Record<RoomId, StyleId> = {
  living_room: 'scandinavian',
  bedroom: 'japandi',
  dining_room: 'haussmann',
  home_office: 'mid_century',
  gaming_room: 'industrial',
  living_dining: 'modern',
  kitchen: 'coastal',
  kitchen_living: 'demeures',
  outdoor_terrace: 'coastal',
};

/**
 * The scene of a room's input photo. Variants: none (dated furniture), `-empty` (bare),
 * `-cluttered` (dated and untidy), `-small` (furnished, low resolution).
 */
export function beforeScene(room: RoomId, variant: Variant = ''): Scene {
  const look = variant === '-empty' ? 'bare' : variant === '-small' ? smallLooks[room] : 'dated';
  return {
    room,
    contents: variant === '-empty' ? 'empty' : variant === '-cluttered' ? 'cluttered' : 'furnished',
    look,
    walls: look,
    floor: look,
    sky: variant === '' || variant === '-cluttered' ? 'soft_clouds' : 'clear',
    creativity: 15,
    soft: variant === '-small',
    seed: 1,
  };
}

/** Parses the name of an input photo, `<room>` or `<room>-<variant>`; null if it is neither. */
export function parseBeforeName(name: string): Scene | null {
  for (const room of roomIds) {
    for (const variant of variants) {
      if (name === room + variant) return beforeScene(room, variant);
    }
  }
  return null;
}
