/** One item of a catalogue, in upstream's shape: French in `name`, English in `name-en`. */
export interface CatalogueEntry<Id extends string = string> {
  id: Id;
  name: string;
  'name-en': string;
  type: string;
}

function entry<Id extends string>(id: Id, name: string, english: string, type: string) {
  return { id, name, 'name-en': english, type } satisfies CatalogueEntry<Id>;
}

// A job id stores indexes into these lists: append to them, never reorder.

export const rooms = [
  entry('living_room', 'Salon', 'Living room', 'home'),
  entry('bedroom', 'Chambre', 'Bedroom', 'home'),
  entry('dining_room', 'Salle à manger', 'Dining room', 'home'),
  entry('home_office', 'Bureau', 'Home office', 'home'),
  entry('gaming_room', 'Salle de jeux', 'Gaming room', 'home'),
  entry('living_dining', 'Salon et salle à manger', 'Living and dining room', 'home'),
  entry('kitchen', 'Cuisine', 'Kitchen', 'home'),
  entry('kitchen_living', 'Cuisine ouverte sur salon', 'Kitchen and living room', 'home'),
  entry('outdoor_terrace', 'Terrasse', 'Terrace', 'outdoor'),
] as const;

// Only `demeures` and `modern` are known to exist upstream; the others are invented.
export const styles = [
  entry('modern', 'Moderne', 'Modern', 'home'),
  entry('demeures', 'Demeures', 'Country house', 'home'),
  entry('scandinavian', 'Scandinave', 'Scandinavian', 'home'),
  entry('japandi', 'Japandi', 'Japandi', 'home'),
  entry('industrial', 'Industriel', 'Industrial', 'home'),
  entry('mid_century', 'Années cinquante', 'Mid-century', 'home'),
  entry('coastal', 'Bord de mer', 'Coastal', 'home'),
  entry('haussmann', 'Haussmannien', 'Haussmann', 'home'),
] as const;

// Upstream's sky ids are undocumented; these are invented.
export const skies = [
  entry('clear', 'Ciel dégagé', 'Clear sky', 'day'),
  entry('soft_clouds', 'Nuages légers', 'Soft clouds', 'day'),
  entry('golden_hour', 'Heure dorée', 'Golden hour', 'evening'),
  entry('dusk', 'Crépuscule', 'Dusk', 'evening'),
] as const;

/** The documented values of `/refresh` for walls. */
export const wallPaints = [
  'white',
  'egg shell',
  'black',
  'gray',
  'blue',
  'deep blue',
  'olive',
  'terracotta',
] as const;

// Only older documentation has `hardwood`; it is still accepted here.
/** The values of `/refresh` for floors. */
export const floorCoverings = [
  'parquet',
  'tile',
  'marble',
  'carpet',
  'concrete',
  'hardwood',
] as const;

export type RoomId = (typeof rooms)[number]['id'];
export type StyleId = (typeof styles)[number]['id'];
export type SkyId = (typeof skies)[number]['id'];
export type WallPaint = (typeof wallPaints)[number];
export type FloorCovering = (typeof floorCoverings)[number];

export const roomIds: readonly RoomId[] = rooms.map((room) => room.id);
export const styleIds: readonly StyleId[] = styles.map((style) => style.id);
export const skyIds: readonly SkyId[] = skies.map((sky) => sky.id);
