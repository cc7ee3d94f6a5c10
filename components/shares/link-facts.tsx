import { Code, Eye, Heart, KeyRound, MessageSquare, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Time } from '@/components/ui/time';
import type { ShareView } from '@/lib/shares/model';

/** When a link ends, or why it shows nothing any more. */
function Ending({ link }: { link: ShareView }) {
  const t = useTranslations('links.facts');
  if (link.ended !== null) {
    return (
      <span className="flex items-center gap-1.5 font-medium text-warn">
        <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
        {t(`ended.${link.ended}`)}
      </span>
    );
  }
  if (link.expiresAt === null) return t('never');
  const at = link.expiresAt;
  return <span>{t.rich('ends', { time: () => <Time at={at} /> })}</span>;
}

type CountProps = { icon: ReactNode; children: ReactNode };

function Count({ icon, children }: CountProps) {
  return (
    <span className="flex items-center gap-1">
      {icon}
      {children}
    </span>
  );
}

/** What is to be known of a link, in a line: its end, its views, what came back, what guards it. */
export function LinkFacts({ link }: { link: ShareView }) {
  const t = useTranslations('links.facts');
  const icon = 'size-3.5 shrink-0';
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
      <Ending link={link} />
      <Count icon={<Eye aria-hidden className={icon} />}>
        {link.maxViews === null
          ? t('views', { count: link.views })
          : t('viewsOf', { count: link.views, max: link.maxViews })}
      </Count>
      {link.likes > 0 && (
        <Count icon={<Heart aria-hidden className={icon} />}>
          {t('likes', { count: link.likes })}
        </Count>
      )}
      {link.comments > 0 && (
        <Count icon={<MessageSquare aria-hidden className={icon} />}>
          {t('comments', { count: link.comments })}
        </Count>
      )}
      {link.hasPassword && (
        <Count icon={<KeyRound aria-hidden className={icon} />}>{t('password')}</Count>
      )}
      {link.embedSites.length > 0 && (
        <Count icon={<Code aria-hidden className={icon} />}>{t('embedded')}</Count>
      )}
    </p>
  );
}
