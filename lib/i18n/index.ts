import 'server-only';

export type { Area, Messages } from './catalogue';
export type { Locale } from './model';
export { requestLocale } from './request-locale';
export { translator } from './translator';
