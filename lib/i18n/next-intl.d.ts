import type { Messages } from './catalogue';
import type { Locale } from './model';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
