import type { ReactNode } from 'react';
import { Shell } from '@/components/layout/shell';

// No loading state below: it would turn redirects and 404s into 200s, and first HTML into a skeleton.
export default function LinksLayout({ children }: { children: ReactNode }) {
  return <Shell messages={['links']}>{children}</Shell>;
}
