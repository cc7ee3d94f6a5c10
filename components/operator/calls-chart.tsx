import { useTranslations } from 'next-intl';
import type { BudgetReport } from '@/lib/budget';

const WIDTH = 600;
const HEIGHT = 160;

/** Upstream calls a minute as bars, with a line at the limit. */
export function CallsChart({ report }: { report: BudgetReport }) {
  const t = useTranslations('operator.chart');
  const { perMinute, callsPerMinute } = report;
  const bar = WIDTH / perMinute.length;
  const scale = HEIGHT / (callsPerMinute * 1.1);
  const total = perMinute.reduce(
    (sum, { interactive, background }) => sum + interactive + background,
    0,
  );
  const most = Math.max(
    ...perMinute.map(({ interactive, background }) => interactive + background),
  );
  const limitY = HEIGHT - callsPerMinute * scale;
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="text-muted text-sm">
        {t('caption', { total, busiest: most, limit: callsPerMinute })}
      </figcaption>
      <svg
        role="img"
        aria-label={t('label', { busiest: most, limit: callsPerMinute })}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-40 w-full border-line border-b"
      >
        {perMinute.map(({ at, interactive, background }, index) => {
          const x = index * bar + 1;
          const high = (interactive + background) * scale;
          return (
            <g key={at}>
              <rect
                x={x}
                y={HEIGHT - high}
                width={bar - 2}
                height={high}
                className="fill-accent/50"
              />
              <rect
                x={x}
                y={HEIGHT - interactive * scale}
                width={bar - 2}
                height={interactive * scale}
                className="fill-accent"
              />
            </g>
          );
        })}
        <line
          x1="0"
          x2={WIDTH}
          y1={limitY}
          y2={limitY}
          className="stroke-danger"
          strokeDasharray="4 4"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <p aria-hidden className="-mt-1 flex justify-between text-muted text-xs">
        <span>{t('start', { minutes: perMinute.length })}</span>
        <span>{t('now')}</span>
      </p>
    </figure>
  );
}
