import { RemoteImage } from '@/components/ui/remote-image';
import { type CompareProps, TAG } from './texts';

/** Both pictures whole, next to each other. */
export function SideBySide({ before, after, sizes, texts }: CompareProps) {
  const half = sizes && `calc((${sizes.split(',').at(-1)?.trim()}) / 2)`;
  const sides = [
    { name: texts.before, picture: before, sizes: undefined },
    { name: texts.after, picture: after, sizes: half },
  ];
  return (
    <div className="grid size-full grid-cols-2 gap-1 bg-sunken">
      {sides.map((side) => (
        <div key={side.name} className="relative min-h-0 min-w-0">
          <RemoteImage
            {...side.picture}
            sizes={side.sizes}
            missingText={texts.missing}
            className="absolute inset-0 size-full object-contain"
          />
          <span aria-hidden className={`${TAG} left-3`}>
            {side.name}
          </span>
        </div>
      ))}
    </div>
  );
}
