'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { Failure } from '@/app/_ui/failure';

export default function JobsError({ reset }: { reset: () => void }) {
  const router = useRouter();
  // The page is asked for again too: rendering the same failure once more would not help.
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return <Failure retry={retry} />;
}
