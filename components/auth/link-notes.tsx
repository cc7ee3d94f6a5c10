import { getTranslations } from 'next-intl/server';
import { removedKinds } from '@/lib/account';
import type { SignedIn, SignInLink } from '@/lib/auth';

type Props = { link: SignInLink; user: SignedIn | null };

/** What the first proof of an address would remove. Only the holder of a valid link sees it. */
async function Removal({ link: { removal } }: { link: SignInLink }) {
  const t = await getTranslations('auth.link');
  const kinds = removedKinds(removal);
  if (kinds.length === 0) return null;
  return (
    <div className="flex flex-col gap-3 rounded-panel border border-line bg-sunken p-4 text-sm">
      <p>{t('removes')}</p>
      <ul className="list-disc pl-5">
        {kinds.map((kind) => (
          <li key={kind}>{t(`removed.${kind}`)}</li>
        ))}
      </ul>
      <p className="text-muted">{t('keep')}</p>
    </div>
  );
}

/** What the button of a mailed link will do. */
export async function LinkNotes({ link, user }: Props) {
  const t = await getTranslations('auth.link');
  const email = () => <strong className="wrap-anywhere font-medium text-ink">{link.email}</strong>;
  if (user?.id === link.userId) {
    return <p className="text-muted">{t.rich('confirmBody', { email })}</p>;
  }
  return (
    <>
      <p className="text-muted">{t.rich('body', { email })}</p>
      {user && <p className="wrap-anywhere text-muted">{t('replaces', { other: user.email })}</p>}
      <Removal link={link} />
    </>
  );
}
