import { describe, expect, it } from 'vitest';
import { LOCALES, negotiateLocale, PSEUDO_LOCALE } from '@/lib/i18n/model';

describe('negotiateLocale', () => {
  it.each([
    ['', 'en'],
    ['fr', 'fr'],
    ['fr-CA,fr;q=0.9,en;q=0.8', 'fr'],
    ['FR-ca', 'fr'],
    ['de-DE,de;q=0.9', 'en'],
    ['de,fr;q=0.5,en;q=0.4', 'fr'],
    ['en;q=0.2, fr;q=0.8', 'fr'],
    ['fr;q=0, en;q=0.1', 'en'],
    ['*', 'en'],
    [';;,q=,fr;q=x', 'en'],
    ['__proto__,constructor', 'en'],
  ])('reads Accept-Language "%s" as %s', (header, locale) => {
    expect(negotiateLocale(undefined, header)).toBe(locale);
  });

  it('prefers the stored choice to the header, and ignores one that is not offered', () => {
    expect(negotiateLocale('fr', 'en')).toBe('fr');
    expect(negotiateLocale('xx"><script>', 'fr')).toBe('fr');
    expect(negotiateLocale('', 'fr')).toBe('fr');
  });

  it('accepts the pseudo-language only where it is offered', () => {
    expect(negotiateLocale(PSEUDO_LOCALE, PSEUDO_LOCALE)).toBe('en');
    expect(negotiateLocale(undefined, PSEUDO_LOCALE, [...LOCALES, PSEUDO_LOCALE])).toBe('en-XA');
  });
});
