import { createTranslator } from 'next-intl';
import { type Area, loadMessages } from './catalogue';
import type { Locale } from './model';

/** The messages of one area for text that is not part of a page, such as an email. */
export async function translator<Namespace extends Area>(locale: Locale, namespace: Namespace) {
  return createTranslator({ locale, messages: await loadMessages(locale), namespace });
}
