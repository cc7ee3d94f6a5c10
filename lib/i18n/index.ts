import 'server-only';

export type { Area, Messages } from './catalogue';
