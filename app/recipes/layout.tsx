import type { ReactNode } from 'react';
import { Shell } from '@/components/layout/shell';

export default function RecipesLayout({ children }: { children: ReactNode }) {
  return <Shell messages={['recipes', 'newJob', 'photos', 'masks']}>{children}</Shell>;
}
