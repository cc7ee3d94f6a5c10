import type { ReactNode } from 'react';
import { Shell } from '@/app/_ui/shell';

export default function WebhooksLayout({ children }: { children: ReactNode }) {
  return <Shell>{children}</Shell>;
}
