import type { SlideImage } from 'yet-another-react-lightbox';
import { ofJob, type Sources, sourcesOf } from '@/components/results/sources';
import type { JobView } from '@/lib/jobs';

/** A picture of the viewer. The library takes its size from here: to fit it, and to know how far it may be zoomed. */
export type PictureSlide = SlideImage & {
  jobId: string;
  sources: Sources;
  thumbHash: string | null;
  /** The address of the input picture. */
  before: string | null;
};

export type Size = { width: number; height: number };

/**
 * @param seen sizes that are known only since the picture has loaded
 */
export function slideOf(job: JobView, seen: Size | undefined): PictureSlide {
  const path = ofJob(job.id);
  const sources = sourcesOf(job.result, path);
  const { width, height } = sources;
  const size = width && height ? { width, height } : seen;
  return {
    src: sources.full,
    ...size,
    jobId: job.id,
    sources,
    thumbHash: job.result?.picture?.thumbHash ?? null,
    before: job.hasInput ? path({ of: 'input' }) : null,
  };
}

/** The largest size at which a picture is seen whole in a place; never larger than it is. */
export function fit(picture: Size, place: Size): Size {
  const scale = Math.min(1, place.width / picture.width, place.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}
