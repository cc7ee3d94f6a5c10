import type { useTranslations } from 'next-intl';
import type { ViewerTexts } from './viewer-labels';

/** The texts of the viewer, which the page sends without a library for messages. */
export function viewerTexts(t: ReturnType<typeof useTranslations<'shared'>>): ViewerTexts {
  return {
    gallery: t('viewer.gallery'),
    previous: t('viewer.previous'),
    next: t('viewer.next'),
    close: t('viewer.close'),
    zoomIn: t('viewer.zoomIn'),
    zoomOut: t('viewer.zoomOut'),
    full: t('viewer.full'),
    leaveFull: t('viewer.leaveFull'),
  };
}
