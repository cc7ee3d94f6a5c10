import type { Page } from '@playwright/test';

/** The same in every language. */
const NAMES = ['Bottega', 'GitHub', 'Google', 'English', 'Français'];

/**
 * The visible and spoken text of a page in the pseudo-language that does not come from the catalogue: it has
 * words but no accent. Code, times, sizes in bytes and upstream's own words are not translated.
 * @param data what users and upstream wrote
 */
export function untranslatedText(page: Page, data: readonly string[]): Promise<string[]> {
  return page.evaluate(
    ({ known }) => {
      // [data-tab] is the name of a programming language.
      const SKIPPED = 'script, style, code, pre, time, [data-tab], [lang]:not(html), nextjs-portal';
      const ATTRIBUTES = ['alt', 'aria-label', 'placeholder', 'title', 'data-tooltip'];
      const isForeign = (text: string) =>
        /\p{L}{2}/u.test(text) &&
        !/[áçéîñôüýÅÇÉÎÑØÜÝ·]/.test(text) &&
        !/^[\d.,]+\s(?:byte|[kMG]B)$/.test(text.trim()) &&
        !known.some((one) => one !== '' && text.trim() === one);

      const found: string[] = [];
      if (isForeign(document.title)) found.push(`title: ${document.title}`);
      for (const element of document.body.querySelectorAll('*')) {
        if (element.closest(SKIPPED)) continue;
        for (const child of element.childNodes) {
          const text = child.nodeType === Node.TEXT_NODE ? (child.textContent ?? '') : '';
          if (isForeign(text)) found.push(text);
        }
        for (const attribute of ATTRIBUTES) {
          const text = element.getAttribute(attribute) ?? '';
          if (isForeign(text)) found.push(`${attribute}: ${text}`);
        }
      }
      return [...new Set(found)];
    },
    { known: [...NAMES, ...data] },
  );
}
