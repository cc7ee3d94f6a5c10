import { useTranslations } from 'next-intl';
import { BUTTON, PRIMARY } from '@/components/ui/button-style';
import { sharedFilePath } from '@/lib/paths';
import { LONGEST_SHARE_PASSWORD } from '@/lib/shares/model';

type Props = {
  token: string;
  /** How many more passwords may be wrong, if one has just been. */
  triesLeft: number | null;
};

/** Asks for the password of a link. A form, so that it works without a script. */
export function Locked({ token, triesLeft }: Props) {
  const t = useTranslations('shared.locked');
  const wrong = triesLeft !== null;
  return (
    <div className="mx-auto flex w-full max-w-sm flex-col gap-4">
      <h1 className="font-medium text-title">{t('title')}</h1>
      <p className="text-muted">{t('intro')}</p>
      {wrong && (
        <p id="problem" role="alert" className="text-danger text-sm">
          {t('wrong', { count: triesLeft })}
        </p>
      )}
      <form method="post" action={sharedFilePath(token, 'unlock')} className="flex flex-col gap-3">
        <label className="flex flex-col gap-1 text-sm" htmlFor="password">
          {t('password')}
          <input
            id="password"
            name="password"
            type="password"
            required
            maxLength={LONGEST_SHARE_PASSWORD}
            autoComplete="off"
            aria-invalid={wrong || undefined}
            aria-describedby={wrong ? 'problem' : undefined}
            className="min-h-10 rounded-control border border-edge bg-panel px-3 py-2 text-base text-ink"
          />
        </label>
        <button
          type="submit"
          className={`${BUTTON} ${PRIMARY} min-h-10 self-start px-4 py-2 font-medium`}
        >
          {t('open')}
        </button>
      </form>
    </div>
  );
}
