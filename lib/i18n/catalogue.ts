import { createTranslator } from 'next-intl';
import type * as english from '@/messages/en';
import type { Locale } from './model';
import { pseudoMessages } from './pseudo';

/** Every message of the interface, by area. */
export type Messages = typeof english;
export type Area = keyof Messages;

/** Loads the messages of one language. A key that French lacks is a type error. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  if (locale === 'fr') return { ...(await import('@/messages/fr')) };
  const messages = { ...(await import('@/messages/en')) };
  return locale === 'en' ? messages : pseudoMessages(messages);
}

/** The messages of one area for text that is not part of a page, such as an email. */
export async function translator<Namespace extends Area>(locale: Locale, namespace: Namespace) {
  return createTranslator({ locale, messages: await loadMessages(locale), namespace });
}
