import { useTranslations } from 'next-intl';
import { RemoteImage, type RemoteImageProps } from './remote-image';

/** A picture with its error text in the page's language. Works in server and client components. */
export function Picture(props: Omit<RemoteImageProps, 'missingText'>) {
  const t = useTranslations('common.picture');
  return <RemoteImage {...props} missingText={t('missing')} />;
}
