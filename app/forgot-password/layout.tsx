import type { ReactNode } from 'react';
import { Shell } from '@/components/layout/shell';

export default function ForgotPasswordLayout({ children }: { children: ReactNode }) {
  return <Shell messages={['auth']}>{children}</Shell>;
}
