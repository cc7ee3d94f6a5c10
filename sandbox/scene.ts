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

// Two looks exist only in the input photos: a room nobody has touched for years, and a bare one.
export type LookId = StyleId | 'dated' | 'bare';
export type Contents = 'furnished' | 'empty' | 'cluttered';

/** Everything that a picture depends on: the same scene gives the same picture, always. */
export interface Scene {
  room: RoomId;
  contents: Contents;
  /** What the furniture looks like. */
  look: LookId;
  /** Whose walls: a look's own, or a paint of `/refresh`. */
  walls: LookId | WallPaint;
  /** Whose floor: a look's own, or a covering of `/refresh`. */
  floor: LookId | FloorCovering;
  sky: SkyId;
  /** 0 to 30. */
  creativity: number;
  /** A low-resolution photo, for `/upscale` to sharpen. */
  soft: boolean;
  /** 32 bits, unsigned. */
  seed: number;
}

// A job id stores positions in these lists: append to them, never reorder.
export const lookIds: readonly LookId[] = [...styleIds, 'dated', 'bare'];
export const wallIds: readonly Scene['walls'][] = [...lookIds, ...wallPaints];
export const floorIds: readonly Scene['floor'][] = [...lookIds, ...floorCoverings];
export const contentsIds: readonly Contents[] = ['furnished', 'empty', 'cluttered'];

const variants = ['', '-empty', '-cluttered', '-small'] as const;
type Variant = (typeof variants)[number];

/** The look in which a room's low-resolution photo shows it. */
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

/** Reads `<room>` or `<room>-<variant>` (the stem of an input photo's path); null if it is neither. */
export function parseBeforeName(name: string): Scene | null {
  for (const room of roomIds) {
    for (const variant of variants) {
      if (name === room + variant) return beforeScene(room, variant);
    }
  }
  return null;
}
