import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import type { SecurityLine } from '@/lib/security-log';
import { isFailure } from '@/lib/security-log/model';
import { useEventName } from './use-event-name';

/** One line of the log: what, when, who, from where. */
export function LogLine({ line }: { line: SecurityLine }) {
  const t = useTranslations('securityLog');
  const nameOf = useEventName();
  const { about, by, account, details } = line;
  const who = about && (about.email ?? t('line.deletedAccount', { id: about.id }));
  const facts = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
  return (
    <div className="flex flex-col gap-1 py-3">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className={isFailure(line.event) ? 'font-medium text-danger' : 'font-medium'}>
          {nameOf(line.event)}
        </span>
        {line.times > 1 && (
          <span className="text-sm">{t('line.times', { count: line.times })}</span>
        )}
        <span className="ml-auto text-muted text-xs">
          <Time at={line.at} />
        </span>
      </p>
      <p className="flex flex-wrap gap-x-3 gap-y-1 text-muted text-xs">
        {who && <span className="wrap-anywhere">{who}</span>}
        {!who && account && <span>{t('line.account', { account })}</span>}
        {by && <span className="wrap-anywhere">{t('line.by', { who: by.email ?? by.id })}</span>}
        {line.from && (
          <span className="wrap-anywhere">{t('line.from', { network: line.from })}</span>
        )}
        {facts.map((fact) => (
          <code key={fact} className="wrap-anywhere font-mono">
            {fact}
          </code>
        ))}
      </p>
    </div>
  );
}
