'use client';

import Lightbox, { type SlideImage } from 'yet-another-react-lightbox';
import Fullscreen from 'yet-another-react-lightbox/plugins/fullscreen';
import Zoom from 'yet-another-react-lightbox/plugins/zoom';
import 'yet-another-react-lightbox/styles.css';
import './viewer.css';
import { labelsOf, type ViewerTexts } from './viewer-labels';
import { isWithoutBefore } from './without-before';

type Slide = SlideImage & { link: HTMLAnchorElement; caption: string | null };

/** The pictures of the page in their order, each result before its picture before. */
function slidesOfPage(): Slide[] {
  return [...document.querySelectorAll<HTMLAnchorElement>('a[data-opens]')].flatMap((link) => {
    const pair = document.querySelector(`[data-pair="${link.dataset.opens}"]`);
    const [after, before] = ['.pair-after', '.pair-before'].map((of) =>
      pair?.querySelector<HTMLImageElement>(of),
    );
    if (!after) return [];
    const { before: source } = link.dataset;
    const compared = before && source && !isWithoutBefore(before);
    const [of, from] = ['after', 'before'].map(
      (name) => pair?.querySelector(`[data-of="${name}"]`)?.textContent ?? null,
    );
    const slides: Slide[] = [
      { src: link.href, alt: after.alt, link, caption: (compared && of) || null, ...sizeOf(after) },
    ];
    if (compared) {
      slides.push({ src: source, alt: before.alt, link, caption: from ?? null });
    }
    return slides;
  });
}

/** The pixels of the whole picture, by the attributes of its image. */
function sizeOf(image: HTMLImageElement) {
  const [width, height] = ['width', 'height'].map((name) => Number(image.getAttribute(name)));
  return width && height ? { width, height } : {};
}

/** Whether it is the picture before or after; its text alternative says so, too. */
function Caption({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <p
      aria-hidden
      className="pointer-events-none absolute bottom-4 left-1/2 -translate-x-1/2 rounded-full bg-black/65 px-3 py-1 font-medium text-sm text-white"
    >
      {text}
    </p>
  );
}

type Props = {
  /** The link of the picture that was opened. */
  link: HTMLAnchorElement;
  texts: ViewerTexts;
  onClose: () => void;
};

/** All pictures of the page, one at a time, over all of the window: zoomed by wheel, pinch, double click and keys. */
export default function Viewer({ link, texts, onClose }: Props) {
  const slides = slidesOfPage();
  return (
    <Lightbox
      open
      close={onClose}
      index={Math.max(
        0,
        slides.findIndex((slide) => slide.link === link),
      )}
      slides={slides}
      plugins={[Zoom, Fullscreen]}
      carousel={{ finite: true, preload: 1, padding: 0 }}
      controller={{ closeOnPullDown: true }}
      animation={{ fade: 150, swipe: 260 }}
      zoom={{ maxZoomPixelRatio: 4, scrollToZoom: true }}
      labels={labelsOf(texts)}
      render={{ slideFooter: ({ slide }) => <Caption text={(slide as Slide).caption} /> }}
    />
  );
}
