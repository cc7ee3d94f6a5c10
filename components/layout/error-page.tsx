'use client';

import { Button } from '@/components/ui/button';

/** Shown instead of a page that could not be rendered. The server's log has the error. */
export function ErrorPage() {
  return (
    <div role="alert" className="flex flex-col items-start gap-4 pt-4 sm:pt-14">
      <title>Cannot be shown · Bottega</title>
      <h1 className="font-medium text-title">This page cannot be shown just now</h1>
      <p className="text-muted">Nothing was lost. Try again in a moment.</p>
      <Button variant="primary" onClick={() => location.reload()}>
        Try again
      </Button>
    </div>
  );
}
