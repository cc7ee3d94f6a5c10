'use client';

import { PendingPicture } from '@/components/jobs/pending-picture';
import { Compare } from '@/components/ui/compare';
import { Picture } from '@/components/ui/picture';
import { type SectionProps, Specimen } from './specimen';

const BEFORE = '/hero/before.webp';
const AFTER = '/hero/after.webp';

export function Pictures({ now }: SectionProps) {
  return (
    <>
      <Specimen name="Compare">
        <Compare before={BEFORE} after={AFTER} alt="A living room" />
      </Specimen>
      <Specimen name="Picture: present, missing">
        <Picture src={AFTER} alt="A living room" className="h-auto w-full" />
        <Picture src="/hero/none.webp" alt="A living room" className="w-full" />
      </Specimen>
      <Specimen name="PendingPicture: without input, with input, last check failed">
        <PendingPicture input={null} createdAt={now} now={now} troubled={false} />
        <PendingPicture input={BEFORE} createdAt={now} now={now} troubled={false} />
        <PendingPicture input={null} createdAt={now} now={now} troubled />
      </Specimen>
    </>
  );
}
