'use client';

import { clsx } from 'clsx';
import { Download, Eye, Info, Minus, Plus, Share2, WandSparkles, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useHold } from '@/components/compare/use-hold';
import type { Archiving } from '@/components/jobs/use-archive';
import { IconButton } from '@/components/ui/button';
import type { Panel } from './side-panel';

type Zoom = { in: () => void; out: () => void };

type Props = {
  /** What the picture is called, and which of how many it is; null for a single one. */
  title: string;
  position: string | null;
  zoom: Zoom;
  archive: Archiving;
  /** Whether there is a way to go on from the job. */
  again: boolean;
  panel: Panel | null;
  onPanel: (panel: Panel) => void;
  onClose: () => void;
  /** What is held to see the picture before; null where the input is not known. */
  before: ReactNode;
};

const ICON = 'size-5';
const BUTTON = 'size-10! rounded-full!';

/** A button that is held to see the picture before. */
export function BeforeButton({ onHeld }: { onHeld: (held: boolean) => void }) {
  const t = useTranslations('viewer');
  const { held, holding } = useHold(onHeld);
  return (
    <IconButton name={t('before')} aria-pressed={held} {...holding} className={BUTTON}>
      <Eye aria-hidden className={ICON} />
    </IconButton>
  );
}

/** The name of the picture and what can be done with it. On a phone the actions are below the picture. */
export function TopBar(props: Props) {
  const { title, position, zoom, archive, again, panel, onPanel, onClose, before } = props;
  const t = useTranslations('viewer');
  const tAgain = useTranslations('jobs.again');
  const toggles = [
    { id: 'again', name: tAgain('title'), Icon: WandSparkles },
    { id: 'download', name: t('download.title'), Icon: Download },
    { id: 'share', name: t('share'), Icon: Share2 },
    { id: 'info', name: t('info'), Icon: Info },
  ] as const;
  const [goOn, download, share, info] = toggles.map(({ id, name, Icon }) => (
    <IconButton
      key={id}
      name={name}
      aria-expanded={panel === id}
      data-panel={id}
      onClick={() => onPanel(id)}
      className={clsx(BUTTON, panel === id && 'bg-sunken text-ink!')}
    >
      <Icon aria-hidden className={ICON} />
    </IconButton>
  ));
  return (
    <div className="absolute inset-x-0 top-0 flex h-14 items-center gap-1 px-2 sm:px-3">
      <p dir="auto" className="min-w-0 flex-1 truncate px-2 font-medium text-sm">
        {title}
        {position && <span className="ml-3 text-muted tabular-nums">{position}</span>}
      </p>
      <div className="flex max-sm:hidden">
        <IconButton name={t('zoomOut')} onClick={zoom.out} className={BUTTON}>
          <Minus aria-hidden className={ICON} />
        </IconButton>
        <IconButton name={t('zoomIn')} onClick={zoom.in} className={BUTTON}>
          <Plus aria-hidden className={ICON} />
        </IconButton>
      </div>
      <div className="max-sm:absolute max-sm:inset-x-0 max-sm:top-[calc(100dvh-3.5rem)] max-sm:flex max-sm:h-14 max-sm:items-center max-sm:justify-around sm:flex">
        {before}
        {again && goOn}
        {download}
        {share}
        <IconButton name={archive.word} onClick={archive.toggle} className={BUTTON}>
          <archive.Icon aria-hidden className={ICON} />
        </IconButton>
        {info}
      </div>
      <IconButton name={t('close')} onClick={onClose} className={BUTTON}>
        <X aria-hidden className={ICON} />
      </IconButton>
    </div>
  );
}
