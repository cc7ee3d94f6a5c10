'use client';

import { usePathname } from 'next/navigation';
import { lazy, Suspense, useEffect } from 'react';
import { useConfirmationRequest } from '@/components/layout/confirmation-request';

const Dialog = lazy(async () => {
  const { ConfirmationDialog } = await import('./confirmation-dialog');
  return { default: ConfirmationDialog };
});

/** The one dialog that asks users who they are; see `useAction`. Its code loads when it is first needed. */
export function Confirmation() {
  const request = useConfirmationRequest();
  const path = usePathname();
  // Another page does not go on with this one's action.
  useEffect(() => () => request?.settle(false), [path, request]);
  if (!request) return null;
  return (
    <Suspense>
      <Dialog onSettle={request.settle} />
    </Suspense>
  );
}
