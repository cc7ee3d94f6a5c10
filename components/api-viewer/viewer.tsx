'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { ErrorMessage } from '@/components/ui/feedback';
import { useDarkClass } from './use-dark-class';
import { useModalDialog } from './use-modal-dialog';
import { fetchViewerSpec } from './viewer-spec';
import 'swagger-ui-dist/swagger-ui.css';
import './viewer.css';

type Progress = 'loading' | 'shown' | 'failed';

/** Swagger UI, loaded on this page only and from our own origin. */
export function Viewer() {
  const t = useTranslations('docs.viewer');
  const container = useRef<HTMLDivElement>(null);
  const [progress, setProgress] = useState<Progress>('loading');
  useDarkClass();
  useModalDialog(container);

  useEffect(() => {
    let gone = false;
    Promise.all([import('swagger-ui-dist/swagger-ui-es-bundle.js'), fetchViewerSpec()]).then(
      ([{ default: SwaggerUI }, spec]) => {
        if (gone || !container.current) return;
        SwaggerUI({
          domNode: container.current,
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
      {progress === 'loading' && <p className="mt-8 animate-breathe text-muted">{t('loading')}</p>}
      <ErrorMessage message={progress === 'failed' ? t('failed') : null} />
      <h2 className="sr-only">{t('operations')}</h2>
      <div ref={container} id="api-docs" className="mt-6" />
    </>
  );
}
