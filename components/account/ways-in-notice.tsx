import { useTranslations } from 'next-intl';

/** What a redirect to the page says has happened: fixed words, since anybody can make such a link. */
const NOTICES = ['linked', 'taken', 'too_many', 'failed', 'ways_removed'] as const;

/** Says what became of a request to link an account, or what the proof of the address has removed. */
export function WaysInNotice({ notice }: { notice: unknown }) {
  const t = useTranslations('account.waysIn.notice');
  const known = NOTICES.find((one) => one === notice);
  if (known === undefined) return null;
  return (
    <p role="status" className="rounded-panel border border-line bg-sunken p-4 text-sm">
      {t(known)}
    </p>
  );
}
