import { useMemo } from 'react';
import { Picture } from '@/components/ui/picture';
import { thumbHashPreview } from '@/components/ui/thumb-hash';
import type { JobView } from '@/lib/jobs';
import { jobPicturePath } from '@/lib/paths';
import type { StoredPicture } from '@/lib/results';
import { fill, thumbnailWidths } from './layout';

/** Where and how a card's picture is shown. */
export type Place = {
  /** Width by height of the frame. */
  frame: number;
  /** For the attribute of the same name. */
  sizes: string;
  lazy: boolean;
  /** Whether it is loaded before the others. */
  first: boolean;
};

type StoredProps = { job: JobView; picture: StoredPicture; alt: string; place: Place };

/** The thumbnails of a stored picture, over its preview. Their addresses contain its hash: browsers keep them. */
function Thumbnail({ job, picture, alt, place }: StoredProps) {
  const { hash, width, height, thumbHash } = picture;
  const preview = useMemo(() => thumbHashPreview(thumbHash), [thumbHash]);
  const path = (size: (typeof widths)[number]) =>
    jobPicturePath(job.id, { of: 'output', size: `${size}`, hash });
  const widths = thumbnailWidths(width);
  return (
    <div
      className="absolute inset-0 m-auto bg-size-[100%_100%]"
      style={{
        ...fill(width / height, place.frame),
        ...(preview && { backgroundImage: `url(${preview})` }),
      }}
      // Browsers may round what they decode differently.
      suppressHydrationWarning
    >
      <Picture
        src={path(widths.at(-1) ?? 320)}
        srcSet={widths.map((size) => `${path(size)} ${size}w`).join(', ')}
        sizes={place.sizes}
        alt={alt}
        width={width}
        height={height}
        lazy={place.lazy}
        first={place.first}
        previewed={preview !== null}
        className="size-full object-contain"
      />
    </div>
  );
}

type Props = { job: JobView; alt: string; place: Place };

/** A job's picture, whole, within its card's frame. One that is not stored is streamed, and its size is not known. */
export function FramedPicture({ job, alt, place }: Props) {
  const picture = job.result?.picture;
  if (picture) return <Thumbnail job={job} picture={picture} alt={alt} place={place} />;
  return (
    <Picture
      src={jobPicturePath(job.id, { of: 'output' })}
      alt={alt}
      lazy={place.lazy}
      first={place.first}
      className="absolute inset-0 size-full object-contain"
    />
  );
}
