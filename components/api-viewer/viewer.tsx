'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { ErrorMessage } from '@/components/ui/feedback';
import { useDarkClass, useModalDialog } from './swagger-hooks';
import 'swagger-ui-dist/swagger-ui.css';
import './viewer.css';

type Security = Record<string, string[]>[];
type Operation = { security?: Security };

/** The part of the OpenAPI document that is used here. */
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, unknown> };
};

const isNoSession = (way: Security[number]) => !('session' in way);

/**
 * Fetches the OpenAPI document for the viewer, without the session scheme: scripts cannot set that cookie, so
 * a field for it would be useless.
 */
async function fetchViewerSpec(): Promise<Document> {
  const response = await fetch('/api/openapi.json');
  if (!response.ok) throw new Error(`The OpenAPI document could not be loaded: ${response.status}`);
  const spec: Document = await response.json();
  delete spec.components.securitySchemes.session;
  for (const operations of Object.values(spec.paths)) {
    for (const operation of Object.values(operations)) {
      if (operation.security) operation.security = operation.security.filter(isNoSession);
    }
  }
  return spec;
}

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
