import type { ReactNode } from 'react';
import { ClientMessages } from '@/components/layout/shell';

/** What the client components of this page use, besides those of the history. */
export default function NewJobLayout({ children }: { children: ReactNode }) {
  return (
    <ClientMessages
      areas={[
        'common',
        'errors',
        'jobs',
        'wall',
        'links',
        'results',
        'shares',
        'viewer',
        'docs',
        'sent',
        'newJob',
        'photos',
        'masks',
      ]}
    >
      {children}
    </ClientMessages>
  );
}
