import { useTranslations } from 'next-intl';
import type { Messages } from '@/lib/i18n';
import { EVENTS, type SecurityEvent } from '@/lib/security-log/model';

type Named = keyof Messages['securityLog']['events'];

/** Returns a function that names an event; one of a later version keeps its own name. */
export function useEventName(): (event: string) => string {
  const t = useTranslations('securityLog.events');
  return (event) => {
    if (t.has(event as Named)) return t(event as Named);
    return EVENTS[event as SecurityEvent] ?? event;
  };
}
