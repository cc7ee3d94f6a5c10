import type { ReactNode } from 'react';
import { Shell } from '@/components/layout/shell';

// No loading state below: it would turn redirects and 404s into 200s, and first HTML into a skeleton.
export default function JobsLayout({ children }: { children: ReactNode }) {
  return (
    <Shell messages={['jobs', 'wall', 'results', 'links', 'docs', 'viewer', 'photos', 'sent']}>
      {children}
    </Shell>
  );
}
