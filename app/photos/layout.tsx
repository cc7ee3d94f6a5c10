import type { ReactNode } from 'react';
import { Shell } from '@/components/layout/shell';

export default function PhotosLayout({ children }: { children: ReactNode }) {
  return <Shell messages={['photos', 'links']}>{children}</Shell>;
}
