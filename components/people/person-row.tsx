import { Ban, Hourglass, type LucideIcon, ShieldCheck } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { RelativeTime, Time } from '@/components/ui/time';
import type { PersonView } from '@/lib/people';
import { MAX_COUNTED_JOBS } from '@/lib/people/model';
import { PersonMenu } from './person-menu';

type BadgeProps = { Icon: LucideIcon; color: string; children: string };

function Badge({ Icon, color, children }: BadgeProps) {
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium text-xs ${color}`}>
      <Icon aria-hidden className="size-4" />
      {children}
    </span>
  );
}

function Badges({ person }: { person: PersonView }) {
  const t = useTranslations('people.badges');
  return (
    <>
      {person.operator && (
        <Badge Icon={ShieldCheck} color="text-accent">
          {t(person.listedOperator ? 'listedOperator' : 'operator')}
        </Badge>
      )}
      {person.state === 'disabled' && (
        <Badge Icon={Ban} color="text-warn">
          {t('disabled')}
        </Badge>
      )}
      {person.state === 'deleting' && (
        <Badge Icon={Hourglass} color="text-danger">
          {t('deleting')}
        </Badge>
      )}
    </>
  );
}

/** How a person can sign in, in words. */
function WaysIn({ signIn }: { signIn: PersonView['signIn'] }) {
  const t = useTranslations('people.signIn');
  const format = useFormatter();
  const ways = [
    ...(signIn.password ? [t('password')] : []),
    ...signIn.providers.map((provider) => t('issuer', { provider })),
    ...(signIn.passkeys > 0 ? [t('passkeys', { count: signIn.passkeys })] : []),
    ...(signIn.authenticator ? [t('authenticator')] : []),
  ];
  return ways.length > 0 ? format.list(ways, { type: 'unit' }) : t('none');
}

type Props = { person: PersonView; isYou: boolean; hasMail: boolean; now: number };

/** One person: who, what they may do, when they were here, how they sign in, and what can be done. */
export function PersonRow({ person, isYou, hasMail, now }: Props) {
  const t = useTranslations('people.row');
  const { lastSeenAt } = person;
  const more = person.jobs > MAX_COUNTED_JOBS;
  return (
    <div className="flex items-start justify-between gap-4 py-4">
      <div className="flex min-w-0 flex-col gap-1.5">
        <h2 dir="auto" className="wrap-anywhere font-medium">
          {person.name ?? person.email}
          {isYou && <span className="ml-2 font-normal text-muted text-sm">{t('you')}</span>}
        </h2>
        <p className="flex flex-wrap gap-x-3 gap-y-1 text-muted text-sm">
          {person.name && <span className="wrap-anywhere">{person.email}</span>}
          {!person.emailProved && <span>{t('unproved')}</span>}
          <Badges person={person} />
        </p>
        <p className="flex flex-wrap gap-x-3 gap-y-1 text-muted text-xs">
          <span>
            {lastSeenAt === null
              ? t('neverSeen')
              : t.rich('lastSeen', { time: () => <RelativeTime at={lastSeenAt} now={now} /> })}
          </span>
          <span>
            {more ? t('manyJobs', { count: MAX_COUNTED_JOBS }) : t('jobs', { count: person.jobs })}
          </span>
          <span>{t.rich('since', { time: () => <Time at={person.createdAt} /> })}</span>
          <span>
            <WaysIn signIn={person.signIn} />
          </span>
        </p>
      </div>
      {!isYou && <PersonMenu person={person} hasMail={hasMail} />}
    </div>
  );
}
