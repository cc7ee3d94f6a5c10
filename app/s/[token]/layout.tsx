import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { PublicFrame } from '@/components/layout/public-frame';

// The URL is the secret: it must reach neither search engines nor other sites.
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shares.page');
  return { title: t('title'), robots: { index: false, follow: false }, referrer: 'no-referrer' };
}

export default function ShareLayout({ children }: { children: ReactNode }) {
  return <PublicFrame>{children}</PublicFrame>;
}
