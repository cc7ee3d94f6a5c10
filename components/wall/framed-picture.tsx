import { Fitted } from '@/components/results/fitted';
import { Picture } from '@/components/ui/picture';
import type { JobView } from '@/lib/jobs';
import { jobPicturePath } from '@/lib/paths';
import { thumbnailWidths } from './layout';

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

/**
 * The thumbnails of a stored picture. Their addresses contain its hash: browsers keep them. A picture that is not
 * stored is streamed.
 */
function sourcesOf({ id, result }: JobView) {
  const picture = result?.picture;
  if (!picture) return { src: jobPicturePath(id, { of: 'output' }) };
  const sources = thumbnailWidths(picture.width).map((width) => ({
    width,
    src: jobPicturePath(id, { of: 'output', size: `${width}`, hash: picture.hash }),
  }));
  return {
    src: sources.at(-1)?.src ?? '',
    srcSet: sources.map(({ src, width }) => `${src} ${width}w`).join(', '),
  };
}

type Props = {
  job: JobView;
  alt: string;
  place: Place;
  /** Called when the picture has failed, and when it has come after all. */
  onMissing: (missing: boolean) => void;
};

/** A job's picture, whole, within its card's frame. */
export function FramedPicture({ job, alt, place, onMissing }: Props) {
  const picture = job.result?.picture;
  return (
    <Fitted ratio={picture ? picture.width / picture.height : null}>
      <Picture
        {...sourcesOf(job)}
        sizes={place.sizes}
        alt={alt}
        lazy={place.lazy}
        first={place.first}
        overHint={picture !== undefined && picture !== null}
        onMissing={onMissing}
        className="size-full object-contain"
      />
    </Fitted>
  );
}
