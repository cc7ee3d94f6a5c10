import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import { requestContext } from '@/lib/http/request-context';
import { ConnectionNote } from './connection-note';

/** Says whether the device is offline. Brings its own messages: the page of a share sends no others. */
export async function Connection() {
  const { now } = await requestContext();
  const { connection } = (await getMessages()).common;
  return (
    <NextIntlClientProvider messages={{ common: { connection } }}>
      <ConnectionNote now={now()} />
    </NextIntlClientProvider>
  );
}
