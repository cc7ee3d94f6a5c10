import { getLocale, getTranslations } from 'next-intl/server';
import { requestContext } from '@/lib/http/request-context';
import { ConnectionNote, OfflineSince } from './connection-note';

/** Says whether the device is offline. Sends texts and no messages: the page of a share has no library for them. */
export async function Connection() {
  const { now } = await requestContext();
  const t = await getTranslations('common.connection');
  const locale = await getLocale();
  return (
    <ConnectionNote
      now={now()}
      offline={t.rich('offline', { time: () => <OfflineSince locale={locale} /> })}
      back={t('back')}
    />
  );
}
