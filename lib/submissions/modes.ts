/**
 * Every mode that can be started, as one table: the form, the validation, the code panel and the words are made from
 * it. The source of each row is Gepetto's documentation, read in November 2026. What it leaves open is not listed:
 * "Additional parameters" adds it.
 */

/** A field of a mode, by Gepetto's name for it. `optional` fields may be left out. */
export type ModeField =
  | { kind: 'style'; name: 'styleId' }
  /** `only`: the rooms that the mode takes; without it all of the catalogue. */
  | { kind: 'room'; name: 'roomId'; only?: readonly string[] }
  /** Replaces the room: one of the two is required, and never both. */
  | { kind: 'furniture'; name: 'furnitureId'; optional: true }
  | { kind: 'sky'; name: 'skyId'; optional: true }
  | { kind: 'range'; name: 'creativity'; min: number; max: number; initial: number }
  | { kind: 'flag'; name: PreserveFlag; initial: boolean }
  /** `options`: the values, or the values for each value of the field `by`. */
  | { kind: 'choice'; name: 'transformation'; options: readonly string[] }
  | {
      kind: 'choice';
      name: 'value';
      by: 'transformation';
      options: Readonly<Record<string, readonly string[]>>;
    }
  /** `overrides`: the flags that Gepetto ignores if there is a mask. */
  | { kind: 'mask'; name: 'mask'; optional: true; overrides: readonly PreserveFlag[] };

export type PreserveFlag =
  | 'preserveWindows'
  | 'preserveWalls'
  | 'preserveCeiling'
  | 'preserveFloor';

/** What a job costs, as far as it is documented. */
export type Price = {
  /** `withMask`: another price for a job with a mask. */
  credits?: { amount: number; withMask?: number };
  /** Euros without tax a job, for up to so many jobs. */
  euros?: readonly { upTo: number | null; amount: number }[];
  /** When the documentation that says so was read. */
  asOf: string;
};

export type ModeRow = {
  /** The endpoint: `POST /v1/<name>`. */
  name: string;
  fields: readonly ModeField[];
  price?: Price;
  /** Superseded by another mode: folded away in the form. */
  legacy?: true;
  /** Gepetto's documentation of the path or of its parameters could not be read. */
  undocumented?: true;
};

const AS_OF = '2026-11-24';
const FLAGS = ['preserveWindows', 'preserveWalls', 'preserveCeiling', 'preserveFloor'] as const;

const style = { kind: 'style', name: 'styleId' } as const;
const room = { kind: 'room', name: 'roomId' } as const;
const maskOver = (overrides: readonly PreserveFlag[]) =>
  ({ kind: 'mask', name: 'mask', optional: true, overrides }) as const;
const bands = (...amounts: [number, number, number]) =>
  [1_000, 10_000, null].map((upTo, index) => ({ upTo, amount: amounts[index] ?? 0 }));

export const MODES = [
  {
    name: 'redesign',
    fields: [
      room,
      style,
      // The documentation gives 0 to 30; Gepetto's own app advises 15 to 20 for a renovation.
      { kind: 'range', name: 'creativity', min: 0, max: 30, initial: 17 },
      ...FLAGS.map((name) => ({ kind: 'flag', name, initial: false }) as const),
      maskOver(FLAGS),
    ],
  },
  { name: 'creative-redesign', fields: [room, style] },
  {
    name: 'furnish',
    fields: [
      room,
      { kind: 'furniture', name: 'furnitureId', optional: true },
      style,
      // Newer documentation strongly recommends true.
      { kind: 'flag', name: 'preserveWindows', initial: true },
      maskOver(['preserveWindows']),
    ],
  },
  {
    name: 'smart-staging-v2',
    fields: [
      {
        ...room,
        // The documentation contradicts itself on `kitchen`; one of its pictures shows it.
        only: [
          'living_room',
          'living_dining',
          'kitchen',
          'kitchen_living',
          'bedroom',
          'dining_room',
          'home_office',
          'outdoor_terrace',
        ],
      },
      style,
    ],
    price: { euros: bands(0.12, 0.1, 0.08), asOf: AS_OF },
  },
  {
    name: 'refresh',
    fields: [
      { kind: 'choice', name: 'transformation', options: ['walls', 'floor'] },
      {
        kind: 'choice',
        name: 'value',
        by: 'transformation',
        options: {
          walls: [
            'white',
            'egg shell',
            'black',
            'gray',
            'blue',
            'deep blue',
            'olive',
            'terracotta',
          ],
          // Only older documentation has `hardwood`: Gepetto judges it.
          floor: ['parquet', 'tile', 'marble', 'carpet', 'concrete', 'hardwood'],
        },
      },
    ],
  },
  {
    name: 'sunshine',
    fields: [{ kind: 'sky', name: 'skyId', optional: true }],
    price: { credits: { amount: 2 }, asOf: AS_OF },
  },
  {
    name: 'declutter',
    fields: [maskOver([])],
    price: { credits: { amount: 2, withMask: 1 }, asOf: AS_OF },
  },
  { name: 'upscale', fields: [], undocumented: true },
  { name: 'magic-enhancer', fields: [], undocumented: true },
  {
    name: 'smart-staging',
    fields: [
      {
        ...room,
        only: ['living_room', 'bedroom', 'dining_room', 'home_office', 'gaming_room'],
      },
      style,
    ],
    price: { euros: bands(0.25, 0.22, 0.18), asOf: AS_OF },
    legacy: true,
  },
] as const satisfies readonly ModeRow[];

export type ModeName = (typeof MODES)[number]['name'];

export const MODE_NAMES: readonly ModeName[] = MODES.map((mode) => mode.name);

export const isModeName = (name: string): name is ModeName =>
  (MODE_NAMES as readonly string[]).includes(name);

/** The row of a mode. */
export function modeRow(name: ModeName): ModeRow {
  const row = MODES.find((mode) => mode.name === name);
  if (!row) throw new Error(`There is no mode ${name}.`);
  return row;
}

/** Credits of one job, as documented; null if the documentation gives none. */
export function creditsOf(name: ModeName, hasMask: boolean): number | null {
  const credits = modeRow(name).price?.credits;
  if (!credits) return null;
  return hasMask ? (credits.withMask ?? credits.amount) : credits.amount;
}
