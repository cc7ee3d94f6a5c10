export type ViewerTexts = Record<
  'gallery' | 'previous' | 'next' | 'close' | 'zoomIn' | 'zoomOut' | 'full' | 'leaveFull',
  string
>;

/** The texts under the names that the library has for them. */
export const labelsOf = (texts: ViewerTexts) => ({
  'Photo gallery': texts.gallery,
  Lightbox: texts.gallery,
  Carousel: texts.gallery,
  Previous: texts.previous,
  Next: texts.next,
  Close: texts.close,
  'Zoom in': texts.zoomIn,
  'Zoom out': texts.zoomOut,
  'Enter Fullscreen': texts.full,
  'Exit Fullscreen': texts.leaveFull,
});
