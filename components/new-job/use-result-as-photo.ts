'use client';

import { useEffect, useRef } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import type { PhotoView } from '@/lib/photos';

/** Makes the result of a job a photo, once, if the address of the page asks for it. */
export function useResultAsPhoto(jobId: string | null, onPhoto: (photo: PhotoView) => void) {
  const { busy, error, run } = useAction();
  const begun = useRef(false);
  useEffect(() => {
    // React runs effects twice in development.
    if (jobId === null || begun.current) return;
    begun.current = true;
    run(async () => {
      const { photo } = await callApi('POST /api/photos/import', { body: { jobId } });
      onPhoto(photo);
    });
  });
  return { busy, error };
}
