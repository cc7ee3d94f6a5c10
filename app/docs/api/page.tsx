import type { Metadata } from 'next';
import { Viewer } from '@/components/api-viewer/viewer';
import { Shell } from '@/components/layout/shell';

export const metadata: Metadata = { title: 'API' };

/** The API reference, rendered from the OpenAPI document that this deployment serves. */
export default function ApiPage() {
  return (
    <Shell>
      <h1 className="font-medium text-title">API</h1>
      <p className="mt-3 max-w-[42rem] text-muted">
        Scripts that were written for Gepetto, and new ones. Programs read the same as an{' '}
        <a href="/api/openapi.json" className="text-accent underline underline-offset-4">
          OpenAPI document
        </a>
        .
      </p>
      <Viewer />
    </Shell>
  );
}
