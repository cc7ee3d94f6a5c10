'use client';

import { type Ref, useState } from 'react';
import Lightbox, {
  type ControllerRef,
  type RenderSlideProps,
  type ZoomRef,
} from 'yet-another-react-lightbox';
import Inline from 'yet-another-react-lightbox/plugins/inline';
import Zoom from 'yet-another-react-lightbox/plugins/zoom';
import 'yet-another-react-lightbox/styles.css';
import { Slide } from './slide';
import type { PictureSlide, Size } from './slides';
import { useLongPress } from './use-long-press';

export type StageTexts = {
  /** The name of the pictures together, of one of them, and which of how many it is. */
  gallery: string;
  slide: string;
  position: string;
  missing: string;
  /** The alternative texts of a job's pictures. */
  alts: (jobId: string) => { after: string; before: string };
};

type Props = {
  slides: PictureSlide[];
  index: number;
  onIndex: (index: number) => void;
  onSize: (jobId: string, size: Size) => void;
  texts: StageTexts;
  /** Whether the picture before is asked for. */
  held: boolean;
  controller: Ref<ControllerRef>;
  zoom: Ref<ZoomRef>;
};

const NOTHING = () => null;

/** How much farther than its own pixels a picture may be zoomed. */
const MAX_PIXEL_RATIO = 4;

/**
 * The pictures, one at a time: wheel, pinch, double click and keys zoom, a swipe or the arrows go to the next one.
 * The library shows them in their place on the page; the dialog around it is ours.
 */
export function Stage(props: Props) {
  const { slides, index, onIndex, onSize, texts, held, controller, zoom } = props;
  const [pressed, setPressed] = useState(false);
  const press = useLongPress(setPressed);

  function renderSlide({ slide, offset, rect, zoom: factor = 1 }: RenderSlideProps) {
    const picture = slide as PictureSlide;
    return (
      <Slide
        slide={picture}
        rect={rect}
        zoom={offset === 0 ? factor : 1}
        alts={texts.alts(picture.jobId)}
        missingText={texts.missing}
        held={offset === 0 && (held || pressed)}
        onSize={(size) => onSize(picture.jobId, size)}
      />
    );
  }
  return (
    <div className="size-full" {...press}>
      <Lightbox
        plugins={[Inline, Zoom]}
        slides={slides}
        index={index}
        on={{ view: ({ index: at }) => onIndex(at) }}
        render={{
          slide: renderSlide,
          buttonPrev: NOTHING,
          buttonNext: NOTHING,
          buttonZoom: NOTHING,
        }}
        toolbar={{ buttons: [] }}
        carousel={{ finite: true, preload: 1, padding: 0, spacing: '8%' }}
        controller={{
          ref: controller,
          touchAction: 'none',
          closeOnEscape: false,
          disableSwipeNavigation: slides.length < 2,
        }}
        animation={{ swipe: 260, navigation: 260, zoom: 200 }}
        zoom={{
          ref: zoom,
          scrollToZoom: true,
          maxZoomPixelRatio: MAX_PIXEL_RATIO,
          pinchZoomV4: true,
        }}
        labels={{
          'Photo gallery': texts.gallery,
          Carousel: texts.gallery,
          Slide: texts.slide,
          '{index} of {total}': texts.position,
        }}
        styles={{ container: { backgroundColor: 'transparent' } }}
      />
    </div>
  );
}
