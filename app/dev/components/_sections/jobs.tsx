'use client';

import { JobCard } from '@/components/jobs/job-card';
import { JobDetails } from '@/components/jobs/job-details';
import { StateBadge } from '@/components/jobs/state-badge';
import { StatePanel } from '@/components/jobs/state-panel';
import { DensitySwitch } from '@/components/wall/density-switch';
import { frameRatio, pictureRatio } from '@/components/wall/layout';
import { StateStrip } from '@/components/wall/state-strip';
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
    photo: null,
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
    'Succeeded, its picture was not copied': {
      ...pending,
      ...ended,
      state: 'succeeded',
      status: 'success',
      hasPicture: true,
      result: { state: 'failed', problem: 'gone', picture: null },
    },
    'Succeeded, its picture is kept: a preview until it comes': {
      ...pending,
      ...ended,
      state: 'succeeded',
      status: 'success',
      hasPicture: true,
      result: {
        state: 'stored',
        problem: null,
        picture: {
          hash: '9f86d081884c7d65',
          type: 'image/png',
          bytes: 2_097_152,
          width: 1024,
          height: 1536,
          thumbHash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
        },
      },
    },
    'Succeeded, its picture was deleted': {
      ...pending,
      ...ended,
      state: 'succeeded',
      status: 'success',
      hasPicture: true,
      result: { state: 'expired', problem: null, picture: null },
    },
    'Succeeded without a picture': { ...pending, ...ended, state: 'succeeded', status: 'success' },
    Failed: { ...pending, ...ended, state: 'failed', status: 'failed', failure: 'No room found.' },
    'Stalled, with a long label': {
      ...pending,
      state: 'stalled',
      nextCheckAt: null,
      label: 'A label that is far too long for the width of a card in the history',
    },
  };
}

function placeOf(job: JobView) {
  return { frame: frameRatio(pictureRatio(job)), sizes: '18rem', lazy: true, first: false };
}

export function Jobs({ now }: SectionProps) {
  return Object.entries(jobs(now)).map(([name, job]) => (
    <Specimen key={name} name={name}>
      <StateBadge state={job.state} />
      <div className="w-full max-w-72">
        <JobCard job={job} now={now} place={placeOf(job)} />
      </div>
      <div className="w-40">
        <JobCard job={job} now={now} place={placeOf(job)} />
      </div>
      <StatePanel job={job} now={now} />
      <div className="w-full max-w-80">
        <JobDetails job={job} now={now} />
      </div>
    </Specimen>
  ));
}

export function Wall() {
  return (
    <>
      <Specimen name="StateStrip: some, many, one of them chosen">
        <StateStrip counts={{ pending: 3, failed: 2, stalled: 0 }} filter={{ state: undefined }} />
        <StateStrip
          counts={{ pending: 12, failed: 1_000, stalled: 1 }}
          filter={{ state: undefined }}
        />
        <StateStrip counts={{ pending: 0, failed: 2, stalled: 1 }} filter={{ state: 'failed' }} />
      </Specimen>
      <Specimen name="DensitySwitch">
        <DensitySwitch initial="medium" />
      </Specimen>
    </>
  );
}
