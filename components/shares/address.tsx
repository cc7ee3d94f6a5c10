'use client';

import { useTranslations } from 'next-intl';
import { CopyField } from '@/components/ui/copy-button';
import { useHydratedValue } from '@/components/ui/hydration';

/** The whole address of a path of this app. Only the browser knows the origin under which the app is reached. */
export function useAddress(path: string | null): string | null {
  const origin = useHydratedValue(() => location.origin, '');
  return path === null ? null : `${origin}${path}`;
}

/** The address of a link, to be copied. */
export function LinkAddress({ path }: { path: string | null }) {
  const t = useTranslations('links.address');
  const address = useAddress(path);
  if (address === null) return <p className="text-muted text-sm">{t('unreadable')}</p>;
  return <CopyField text={address} label={t('field')} copyName={t('copy')} />;
}
