import { useTranslations } from 'next-intl';
import { PendingNote } from '@/components/results/pending-note';
import { WhileOnline } from '@/components/ui/while-online';
import type { PublicItem } from '@/lib/shares';

type Props = { item: PublicItem; input: { src: string } | null; now: number };

/** The place of a result that is not there yet: what it starts from, blurred. */
export function PendingPicture({ item, input, now }: Props) {
  const t = useTranslations('jobs.picture');
  const pending = { phase: 'waiting' as const, createdAt: item.createdAt, now, troubled: false };
  return (
    <div className="pair">
      {input && <img src={input.src} alt="" className="scale-105 object-cover! blur-md" />}
      <div className="absolute inset-0 bg-wall/35" />
      <div
        aria-hidden
        className="-translate-x-full absolute inset-0 animate-sweep bg-linear-to-r from-transparent via-white/20 to-transparent"
      />
      <div className="absolute inset-0 grid place-items-center">
        <WhileOnline otherwise={<PendingNote {...pending} offline={t('offline')} />}>
          <PendingNote {...pending} />
        </WhileOnline>
      </div>
    </div>
  );
}
