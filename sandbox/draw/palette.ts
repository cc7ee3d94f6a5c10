import type { FloorCovering, WallPaint } from '../catalogue.ts';
import type { LookId, Scene } from '../scene.ts';

/** The colours and the floor pattern of a look. */
export type Palette = {
  wall: string;
  ceiling: string;
  trim: string;
  floor: string;
  laying: 'boards' | 'herringbone' | 'tiles' | 'plain';
  wood: string;
  fabric: string;
  soft: string;
  accent: string;
  metal: string;
  rug: string;
  moulding: boolean;
};

const LOOKS: Record<LookId, Palette> = {
  modern: {
    wall: '#e9e6e1',
    ceiling: '#f6f4f1',
    trim: '#ffffff',
    floor: '#b99c7d',
    laying: 'boards',
    wood: '#6f5644',
    fabric: '#8d9096',
    soft: '#f1ede7',
    accent: '#c1683c',
    metal: '#2d2d2f',
    rug: '#dcd5ca',
    moulding: false,
  },
  demeures: {
    wall: '#d9d2c0',
    ceiling: '#f1ecdf',
    trim: '#f7f3e8',
    floor: '#a5774c',
    laying: 'herringbone',
    wood: '#7b5331',
    fabric: '#7d8a6b',
    soft: '#efe6d3',
    accent: '#8f3f35',
    metal: '#9a7a3d',
    rug: '#b98b6d',
    moulding: true,
  },
  scandinavian: {
    wall: '#f0eeea',
    ceiling: '#faf9f7',
    trim: '#ffffff',
    floor: '#dcc3a1',
    laying: 'boards',
    wood: '#c99b68',
    fabric: '#b9c0c2',
    soft: '#fbf8f3',
    accent: '#5f7d8c',
    metal: '#3a3c3e',
    rug: '#f4efe6',
    moulding: false,
  },
  japandi: {
    wall: '#ddd3c5',
    ceiling: '#ece5da',
    trim: '#e8dfd2',
    floor: '#b08e6a',
    laying: 'boards',
    wood: '#5b4433',
    fabric: '#a39682',
    soft: '#efe8dc',
    accent: '#6e7358',
    metal: '#2b2622',
    rug: '#cbbda7',
    moulding: false,
  },
  industrial: {
    wall: '#9c928a',
    ceiling: '#b7b1ab',
    trim: '#4b4a49',
    floor: '#8f8b87',
    laying: 'plain',
    wood: '#7a5232',
    fabric: '#6d4630',
    soft: '#c9c0b5',
    accent: '#b8622f',
    metal: '#222222',
    rug: '#6f6a66',
    moulding: false,
  },
  mid_century: {
    wall: '#e2d9c6',
    ceiling: '#f3eddf',
    trim: '#f6f0e3',
    floor: '#a8703f',
    laying: 'boards',
    wood: '#8a4f27',
    fabric: '#3f6a66',
    soft: '#f0e4cc',
    accent: '#d08a2e',
    metal: '#a98542',
    rug: '#d7b98c',
    moulding: false,
  },
  coastal: {
    wall: '#e4ecec',
    ceiling: '#f6faf9',
    trim: '#ffffff',
    floor: '#d9c7ac',
    laying: 'boards',
    wood: '#cdb089',
    fabric: '#7fa3b5',
    soft: '#ffffff',
    accent: '#2f6f8f',
    metal: '#8b8f8c',
    rug: '#e9e1d1',
    moulding: false,
  },
  haussmann: {
    wall: '#e6e1da',
    ceiling: '#f8f6f2',
    trim: '#fbfaf7',
    floor: '#9b6b40',
    laying: 'herringbone',
    wood: '#4a3526',
    fabric: '#35506b',
    soft: '#f3ece1',
    accent: '#b78a3c',
    metal: '#b08d4c',
    rug: '#c8b9a8',
    moulding: true,
  },
  dated: {
    wall: '#d8c9a0',
    ceiling: '#e9e1cb',
    trim: '#cbb58a',
    floor: '#9a7f66',
    laying: 'tiles',
    wood: '#7a4a28',
    fabric: '#8a6a52',
    soft: '#d9cbb0',
    accent: '#7d7a3a',
    metal: '#8a7a5c',
    rug: '#8f5f4c',
    moulding: false,
  },
  bare: {
    wall: '#e5e2dc',
    ceiling: '#f3f1ed',
    trim: '#f4f2ee',
    floor: '#b7a48d',
    laying: 'boards',
    wood: '#9a8468',
    fabric: '#b5b0a8',
    soft: '#eeeae3',
    accent: '#9a9388',
    metal: '#77736c',
    rug: '#d8d1c5',
    moulding: false,
  },
};

const PAINTS: Record<WallPaint, string> = {
  white: '#f5f4f1',
  'egg shell': '#ebe4d3',
  black: '#343331',
  gray: '#a9a8a6',
  blue: '#8fb0c9',
  'deep blue': '#2c4763',
  olive: '#7c7d55',
  terracotta: '#c07a58',
};

const COVERINGS: Record<FloorCovering, Pick<Palette, 'floor' | 'laying'>> = {
  parquet: { floor: '#b5855a', laying: 'herringbone' },
  tile: { floor: '#cdc6bb', laying: 'tiles' },
  marble: { floor: '#e6e4e1', laying: 'tiles' },
  carpet: { floor: '#b9ad9f', laying: 'plain' },
  concrete: { floor: '#a3a09c', laying: 'plain' },
  hardwood: { floor: '#8a5a36', laying: 'boards' },
};

const isLook = (name: string): name is LookId => name in LOOKS;

/** The palette of a scene: that of its look, with the scene's own walls and floor. */
export function paletteOf({ look, walls, floor }: Scene): Palette {
  const wall = isLook(walls) ? LOOKS[walls].wall : PAINTS[walls];
  const laid = isLook(floor) ? LOOKS[floor] : COVERINGS[floor];
  return { ...LOOKS[look], wall, floor: laid.floor, laying: laid.laying };
}
