import 'server-only';

export { type Area, type Messages, translator } from './catalogue';
export type { Locale } from './model';
export { requestLocale } from './request';
