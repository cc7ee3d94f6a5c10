'use client';

import { useEffect, useRef, useState } from 'react';
import { ErrorMessage } from '@/components/ui/error-message';
import { useDarkClass } from './use-dark-class';
import { useModalDialog } from './use-modal-dialog';
import { fetchViewerSpec } from './viewer-spec';
import 'swagger-ui-dist/swagger-ui.css';
import './viewer.css';

type Progress = 'loading' | 'shown' | 'failed';

/** Swagger UI, loaded when this page is, from our own origin like everything else. */
export function Viewer() {
  const place = useRef<HTMLDivElement>(null);
  const [progress, setProgress] = useState<Progress>('loading');
  useDarkClass();
  useModalDialog(place);

  useEffect(() => {
    let gone = false;
    Promise.all([import('swagger-ui-dist/swagger-ui-es-bundle.js'), fetchViewerSpec()]).then(
      ([{ default: SwaggerUI }, spec]) => {
        if (gone || !place.current) return;
        SwaggerUI({
          domNode: place.current,
          spec,
          docExpansion: 'list',
          defaultModelsExpandDepth: 0,
          deepLinking: true,
          displayRequestDuration: true,
          validatorUrl: null,
          onComplete: () => setProgress('shown'),
        });
      },
      () => setProgress('failed'),
    );
    return () => {
      gone = true;
    };
  }, []);

  return (
    <>
      {progress === 'loading' && <p className="mt-8 animate-breathe text-muted">Loading…</p>}
      <ErrorMessage
        message={
          progress === 'failed'
            ? 'The viewer could not be loaded. Check the connection and reload the page.'
            : null
        }
      />
      <h2 className="sr-only">Operations</h2>
      <div ref={place} id="api-docs" className="mt-6" />
    </>
  );
}
