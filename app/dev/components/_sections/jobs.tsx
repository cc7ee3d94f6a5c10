'use client';

import { JobDetails } from '@/components/jobs/job-details';
import { JobCard } from '@/components/jobs/job-grid';
import { PendingPicture } from '@/components/jobs/pending-picture';
import { StateBadge } from '@/components/jobs/state-badge';
import { StatePanel } from '@/components/jobs/state-panel';
import { Picture } from '@/components/ui/picture';
import type { JobView } from '@/lib/jobs';
import { type SectionProps, Specimen } from './specimen';

const MINUTE_MS = 60_000;

function jobs(now: number): Record<string, JobView> {
  const pending: JobView = {
    id: 'Xk3v9Tq0aB2cD4eF',
    state: 'pending',
    status: 'processing',
    mode: 'furnish',
    label: null,
    addedAt: now - 2 * MINUTE_MS,
    archived: false,
    createdAt: now - 2 * MINUTE_MS,
    createdKnown: true,
    settledAt: null,
    endKnown: false,
    checkedAt: now - MINUTE_MS,
    nextCheckAt: now + MINUTE_MS,
    hasPicture: false,
    result: null,
    hasInput: false,
    failure: null,
    trouble: null,
  };
  const ended = { settledAt: now - MINUTE_MS, endKnown: true, nextCheckAt: null };
  const message = 'Gepetto cannot be reached.';
  return {
    Pending: pending,
    'Pending, last check failed': {
      ...pending,
      trouble: { code: 'unreachable', message, at: now - MINUTE_MS },
    },
    'Succeeded, its picture is missing': {
      ...pending,
      ...ended,
      state: 'succeeded',
      status: 'success',
      label: 'Living room, north',
      hasPicture: true,
    },
    Failed: { ...pending, ...ended, state: 'failed', status: 'failed', failure: 'No room found.' },
    'Stalled, with a long label': {
      ...pending,
      state: 'stalled',
      nextCheckAt: null,
      label: 'A label that is far too long for the width of a card in the history',
    },
  };
}

export function Jobs({ now }: SectionProps) {
  return Object.entries(jobs(now)).map(([name, job]) => (
    <Specimen key={name} name={name}>
      <StateBadge state={job.state} />
      <div className="w-full max-w-72">
        <JobCard job={job} now={now} lazy={false} fresh={false} />
      </div>
      <StatePanel job={job} now={now} />
      <div className="w-full max-w-80">
        <JobDetails job={job} now={now} />
      </div>
    </Specimen>
  ));
}

const BEFORE = '/hero/before.webp';
const AFTER = '/hero/after.webp';

export function Pictures({ now }: SectionProps) {
  return (
    <>
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
