'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ControllerRef, ZoomRef } from 'yet-another-react-lightbox';
import { waysOn } from '@/components/jobs/again';
import { pictureAlt } from '@/components/jobs/job-name';
import { useArchive } from '@/components/jobs/use-archive';
import { ofJob } from '@/components/results/sources';
import { ErrorMessage } from '@/components/ui/feedback';
import type { JobView } from '@/lib/jobs';
import { moveViewer } from './address';
import { forwardKey, runKey } from './keys';
import { type Panel, SidePanel } from './side-panel';
import { Stage } from './stage';
import { Step } from './step';
import { BeforeButton, TopBar } from './top-bar';
import type { useShown } from './use-shown';

type Props = {
  shown: ReturnType<typeof useShown>;
  job: JobView;
  now: number;
  onClose: () => void;
  panel: Panel | null;
  setPanel: (panel: Panel | null) => void;
};

/** The picture with its bar, its panel and its keys. */
export function Shown({ shown, job, now, onClose, panel, setPanel }: Props) {
  const t = useTranslations('viewer');
  const tPicture = useTranslations('common.picture');
  const archive = useArchive(job);
  const [held, setHeld] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const controller = useRef<ControllerRef>(null);
  const zoom = useRef<ZoomRef>(null);
  const { slides, index } = shown;
  const toggle = (next: Panel) => setPanel(panel === next ? null : next);
  // At first, and when what had the focus has gone: a panel, or a button that not every picture has.
  useEffect(() => {
    const { activeElement } = document;
    if (!activeElement || !place.current?.contains(activeElement)) controller.current?.focus();
  }, [panel, job.id]);

  const inAddress = useRef(job.id);
  // By an arrow or a swipe, and when the job has left the page.
  useEffect(() => {
    if (inAddress.current === job.id) return;
    inAddress.current = job.id;
    moveViewer(job.id);
  }, [job.id]);

  function download() {
    const link = document.createElement('a');
    link.href = ofJob(job.id)({ of: 'output', download: true });
    link.download = '';
    link.click();
  }
  const keys = {
    0: () => zoom.current?.changeZoom(1),
    '=': () => zoom.current?.zoomIn(),
    d: download,
    s: () => toggle('share'),
    i: () => toggle('info'),
    a: archive.toggle,
    b: () => slides[index]?.before && setHeld(true),
  };
  function onKeyDown(event: KeyboardEvent) {
    if (!forwardKey(event, stage.current)) runKey(keys, event);
  }
  const alts = (id: string) => {
    const alt = pictureAlt(shown.jobOf(id) ?? job, tPicture);
    return { after: alt, before: tPicture('beforeAlt', { alt }) };
  };
  const many = slides.length > 1;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of everything in it.
    <div
      ref={place}
      className="absolute inset-0"
      onKeyDown={onKeyDown}
      onKeyUp={() => setHeld(false)}
    >
      <TopBar
        title={job.label ?? job.mode ?? t('title')}
        position={many ? t('position', { index: index + 1, total: slides.length }) : null}
        zoom={{ in: () => zoom.current?.zoomIn(), out: () => zoom.current?.zoomOut() }}
        archive={archive}
        again={waysOn(job).some(({ href }) => href !== null)}
        panel={panel}
        onPanel={toggle}
        onClose={onClose}
        before={slides[index]?.before && <BeforeButton onHeld={setHeld} />}
      />
      <div
        ref={stage}
        className={`absolute inset-x-0 top-14 bottom-14 sm:bottom-3 ${panel ? 'sm:right-80' : ''}`}
      >
        <Stage
          slides={slides}
          index={index}
          onIndex={shown.show}
          onSize={shown.learnSize}
          held={held}
          controller={controller}
          zoom={zoom}
          texts={{
            gallery: t('gallery'),
            slide: t('picture'),
            // The library fills them in.
            position: t('position', { index: '{index}', total: '{total}' }),
            missing: tPicture('missing'),
            alts,
          }}
        />
        {many && (
          <>
            <Step to="previous" disabled={index === 0} onClick={() => controller.current?.prev()} />
            <Step
              to="next"
              disabled={index === slides.length - 1}
              onClick={() => controller.current?.next()}
            />
          </>
        )}
      </div>
      <div className="absolute top-14 left-4 z-10 rounded-control bg-panel px-3 py-2 empty:hidden">
        <ErrorMessage message={archive.error} />
      </div>
      {panel && <SidePanel panel={panel} job={job} now={now} onClose={() => setPanel(null)} />}
    </div>
  );
}
