'use client';

import { DescriptionItem } from '@/components/jobs/job-details';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Disclosure } from '@/components/ui/disclosure';
import { announce, ErrorMessage } from '@/components/ui/feedback';
import { Elapsed, RelativeTime, Time } from '@/components/ui/time';
import { type SectionProps, Specimen } from './specimen';

const HOUR_MS = 60 * 60 * 1_000;

export function Feedback({ now }: SectionProps) {
  return (
    <>
      <Specimen name="ErrorMessage: short, long">
        <ErrorMessage message="Paste a job id first." />
        <ErrorMessage message={`The address ${'x'.repeat(80)} cannot be reached.`} />
      </Specimen>
      <Specimen name="LiveRegion: announces without showing anything">
        <Button onClick={() => announce('Archived')}>Announce</Button>
      </Specimen>
      <Specimen name="Time, RelativeTime, Elapsed: ended, running">
        <Time at={now} />
        <RelativeTime at={now - 3 * HOUR_MS} now={now} />
        <Elapsed from={now - HOUR_MS} to={now} now={now} />
        <Elapsed from={now - 8_000} to={null} now={now} />
      </Specimen>
      <Specimen name="DescriptionItem">
        <dl className="w-full max-w-80 text-sm">
          <DescriptionItem name="Mode">furnish</DescriptionItem>
          <DescriptionItem name="Id">{'a-very-long-id-'.repeat(5)}</DescriptionItem>
        </dl>
      </Specimen>
      <Specimen name="Disclosure">
        <Disclosure summary="Details" summaryClass="gap-2 text-sm">
          <p className="pt-2 pl-6 text-sm">Hidden until the summary is pressed.</p>
        </Disclosure>
      </Specimen>
      <Specimen name="CodeBlock">
        <div className="w-full min-w-0">
          <CodeBlock name="A response" text={JSON.stringify({ id: 'x'.repeat(90) }, null, 2)} />
        </div>
      </Specimen>
    </>
  );
}
