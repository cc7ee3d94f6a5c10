/** The part of lib/catalogue that the browser may import: types, constants and pure functions. No zod, no database. */

/** The lists that Gepetto offers, as the drop-in names them. */
export const CATALOGUES = ['styles', 'rooms', 'skies'] as const;

export type ListName = (typeof CATALOGUES)[number];

/** One choice of a list. `picture` is an http(s) address; null where Gepetto gives none. */
export type CatalogueItem = { id: string; french: string; english: string; picture: string | null };

const known = (id: string, french: string, english: string): CatalogueItem => ({
  id,
  french,
  english,
  picture: null,
});

/**
 * The ids in Gepetto's documentation, for when its list cannot be read. It names no sky. Of the styles it has two;
 * the others in it are captions of pictures, and their ids are not known.
 */
export const KNOWN_ITEMS: Readonly<Record<ListName, readonly CatalogueItem[]>> = {
  styles: [known('demeures', 'Demeures', 'Demeures'), known('modern', 'Moderne', 'Modern')],
  rooms: [
    known('living_room', 'Salon', 'Living room'),
    known('living_dining', 'Salon et salle à manger', 'Living and dining room'),
    known('kitchen', 'Cuisine', 'Kitchen'),
    known('kitchen_living', 'Cuisine ouverte sur salon', 'Kitchen and living room'),
    known('bedroom', 'Chambre', 'Bedroom'),
    known('dining_room', 'Salle à manger', 'Dining room'),
    known('home_office', 'Bureau', 'Home office'),
    known('gaming_room', 'Salle de jeux', 'Gaming room'),
    known('outdoor_terrace', 'Terrasse', 'Terrace'),
  ],
  skies: [],
};

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

// Only rooms are documented: {id, name (French), "name-en", type}. The other lists may use other names.
const ID_NAMES = ['id', 'styleId', 'roomId', 'skyId', 'slug', 'key', 'value'];
const FRENCH_NAMES = ['name-fr', 'name_fr', 'nameFr', 'name', 'label', 'title'];
const ENGLISH_NAMES = ['name-en', 'name_en', 'nameEn', 'english', 'label-en', 'title-en'];
const PICTURE_NAMES = [
  'image',
  'picture',
  'thumbnail',
  'preview',
  'cover',
  'photo',
  'imageUrl',
  'image_url',
  'pictureUrl',
  'thumbnailUrl',
  'thumbnail_url',
  'previewUrl',
  'url',
];
/** Limits of what is shown: items, and characters of a text. */
const MAX_ITEMS = 1_000;
const MAX_TEXT = 128;

function textOf(fields: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields[name];
    const text = typeof value === 'number' ? `${value}` : value;
    if (typeof text === 'string' && text.trim() !== '' && text.length <= MAX_TEXT)
      return text.trim();
  }
  return undefined;
}

function pictureOf(fields: Fields): string | null {
  for (const name of PICTURE_NAMES) {
    const value = Array.isArray(fields[name]) ? fields[name][0] : fields[name];
    const address = isFields(value) ? value.url : value;
    if (typeof address === 'string' && /^https?:\/\//.test(address) && URL.canParse(address)) {
      return address;
    }
  }
  return null;
}

function toItem(value: unknown, key: string | null): CatalogueItem | null {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= MAX_TEXT) {
    return { id: key ?? value, french: value, english: value, picture: null };
  }
  if (!isFields(value)) return null;
  const id = textOf(value, ID_NAMES) ?? key;
  if (id === null) return null;
  const names = isFields(value.name) ? value.name : value;
  const english = textOf(names, [...ENGLISH_NAMES, 'en']);
  const french = textOf(names, ['fr', ...FRENCH_NAMES]) ?? english ?? id;
  return { id, french, english: english ?? french, picture: pictureOf(value) };
}

/** The list in a response: an array, an array in an envelope, or an object of items by id. */
function entriesOf(json: unknown): [string | null, unknown][] {
  if (Array.isArray(json)) return json.map((value) => [null, value]);
  if (!isFields(json)) return [];
  const inner = Object.values(json).find(Array.isArray);
  return inner ? inner.map((value) => [null, value]) : Object.entries(json);
}

/** Reads Gepetto's JSON of a list, in whatever shape. Empty if there is nothing to choose in it. */
export function readItems(body: string): CatalogueItem[] {
  let json: unknown;
  try {
    json = JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch {
    return [];
  }
  const items = new Map<string, CatalogueItem>();
  for (const [key, value] of entriesOf(json).slice(0, MAX_ITEMS)) {
    const item = toItem(value, key);
    if (item && !items.has(item.id)) items.set(item.id, item);
  }
  return [...items.values()];
}

/** What a person calls an item in the language of the page. */
export const itemName = (item: CatalogueItem, locale: string): string =>
  locale.startsWith('fr') ? item.french : item.english;

const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('_', ' ')
    .toLowerCase()
    .trim();

/** The items with the words of a query in their id or in either name, accents aside. */
export function findItems<Item extends CatalogueItem>(
  items: readonly Item[],
  query: string,
): Item[] {
  const words = fold(query).split(/\s+/);
  return items.filter(({ id, french, english }) => {
    const text = fold(`${id} ${french} ${english}`);
    return words.every((word) => text.includes(word));
  });
}

/** The item that a text names: by its id, or by its whole name in either language. */
export function namedItem<Item extends CatalogueItem>(items: readonly Item[], text: string) {
  const wanted = fold(text);
  return items.find(({ id, french, english }) =>
    [id, french, english].some((one) => fold(one) === wanted),
  );
}
