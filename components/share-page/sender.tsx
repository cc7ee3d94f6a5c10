import { sharedFilePath } from '@/lib/paths';
import type { PublicShare } from '@/lib/shares';

type Props = { sender: NonNullable<PublicShare['sender']>; token: string };

/** Who sent the link: the logo, if there is one, and the name. */
export function Sender({ sender: { name, hasLogo }, token }: Props) {
  return (
    <p className="flex flex-col gap-2 text-muted text-sm">
      {hasLogo && (
        <img
          src={sharedFilePath(token, 'logo')}
          alt=""
          height={32}
          className="shared-logo h-8 w-auto max-w-40 self-start object-contain object-left"
        />
      )}
      <bdi className="wrap-anywhere">{name}</bdi>
    </p>
  );
}
