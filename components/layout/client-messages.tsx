import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { Area, Messages } from '@/lib/i18n';

type Props = { areas: readonly Area[]; children: ReactNode };

/** Sends the messages of the named areas, and no others, to the client components below. */
export async function ClientMessages({ areas, children }: Props) {
  const all = await getMessages();
  const messages = Object.fromEntries(areas.map((area) => [area, all[area]])) as Partial<Messages>;
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
}
