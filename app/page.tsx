import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { Compare } from '@/components/compare/compare';
import { SamplesButton } from '@/components/jobs/start-samples';
import { Shell } from '@/components/layout/shell';
import { useComparisonTexts } from '@/components/results/texts';
import { buttonClass } from '@/components/ui/button-class';
import { signInMethods } from '@/lib/auth';
import { pageUser, requestContext } from '@/lib/http/request-context';
import { signInPath, signUpPath } from '@/lib/paths';

const SAMPLES = '/jobs?samples=1';

/** What the app is for: a room before and after. */
function Hero() {
  const tLanding = useTranslations('landing');
  const t = useTranslations('common.picture');
  const alt = tLanding('pictureAlt');
  return (
    <figure className="aspect-3/2 overflow-hidden rounded-print shadow-print">
      <Compare
        before={{ src: '/hero/before.webp', alt: t('beforeAlt', { alt }) }}
        after={{ src: '/hero/after.webp', alt: t('afterAlt', { alt }) }}
        texts={useComparisonTexts()}
        initial="slider"
        choosable={false}
      />
    </figure>
  );
}

function Actions({ signedIn, sandbox }: { signedIn: boolean; sandbox: boolean }) {
  const t = useTranslations('landing');
  if (signedIn) {
    return (
      <>
        <Link href="/jobs" className={buttonClass({ variant: 'primary' })}>
          {t('openJobs')}
        </Link>
        {sandbox && <SamplesButton label={t('samples')} />}
      </>
    );
  }
  const offersSignUp = signInMethods().signUp !== 'closed';
  return (
    <>
      <Link href={signInPath()} className={buttonClass({ variant: 'primary' })}>
        {t('signIn')}
      </Link>
      {offersSignUp && (
        <Link href={signUpPath()} className={buttonClass()}>
          {t('signUp')}
        </Link>
      )}
      {sandbox && offersSignUp && (
        <Link
          href={signUpPath(SAMPLES)}
          className="py-2.5 text-accent text-sm underline underline-offset-4"
        >
          {t('samples')}
        </Link>
      )}
    </>
  );
}

/** The landing page. */
export default async function LandingPage() {
  const t = await getTranslations('landing');
  const user = await pageUser();
  const { gepetto } = await requestContext();
  return (
    <Shell>
      <div className="grid flex-1 items-center gap-10 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] lg:gap-16">
        <div className="flex flex-col gap-6">
          <h1 className="font-medium text-display">{t('title')}</h1>
          <p className="max-w-[34rem] text-lg text-muted">{t('intro')}</p>
          <div className="flex flex-wrap items-start gap-3">
            <Actions signedIn={user !== null} sandbox={gepetto.sandbox} />
          </div>
        </div>
        <Hero />
      </div>
    </Shell>
  );
}
