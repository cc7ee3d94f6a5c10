'use client';

import { useLocale, useTranslations } from 'next-intl';
import { formatDuration } from '@/components/ui/format';
import type { Quote } from './use-quote';

/** Shorter waits are not worth a word, ms. */
const SHORT_MS = 2_000;

type Props = { quote: Quote | null; photos: number; styles: number };

/** What the jobs will cost, how long they wait for their turn, and how many of the month are left. */
export function QuoteLine({ quote, photos, styles }: Props) {
  const t = useTranslations('newJob.quote');
  const locale = useLocale();
  const batch = photos * styles > 1 ? [t('batch', { photos, styles })] : [];
  if (quote === null) return batch.join(' · ');
  const { jobs, credits, euros, unknownPrices, waitMs, allowance, sending } = quote;
  const money = (amount: number) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(amount);
  const price = [
    ...(credits === null ? [] : [t('credits', { count: credits })]),
    ...(euros === null ? [] : [t('euros', { amount: money(euros) })]),
  ];
  const unknown =
    unknownPrices === 0
      ? []
      : [unknownPrices === jobs ? t('noPrice') : t('unknown', { count: unknownPrices })];
  const wait =
    waitMs < SHORT_MS ? t('now') : t('wait', { count: jobs, time: formatDuration(waitMs, locale) });
  const left = allowance && [
    t('allowance', {
      count: Math.max(0, allowance.limit - allowance.used),
      limit: allowance.limit,
    }),
  ];
  // Above it stands why nothing is sent.
  const when = sending === 'on' ? [wait] : [];
  return [...batch, ...price, ...unknown, ...when, ...(left ?? [])].join(' · ');
}
