import type { ReactNode } from 'react';
import { Shell } from '@/components/layout/shell';

export default function SignInLayout({ children }: { children: ReactNode }) {
  return <Shell messages={['auth', 'passkeys', 'secondFactor']}>{children}</Shell>;
}
