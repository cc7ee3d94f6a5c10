import { CopyButton } from '@/components/ui/copy-button';
import { AddJobForm } from './add-job-form';
import { SamplesButton } from './samples-button';
import { StartSamples } from './start-samples';

type Props = { hint: { sampleId: string } | null; startSamples: boolean };

function SandboxHints({ sampleId }: { sampleId: string }) {
  return (
    <div className="flex flex-col gap-4 border-line border-t pt-8">
      <p className="text-muted">
        Nothing at hand? Start a few sample jobs and watch them being made, or copy the id of one
        that has just begun and paste it above.
      </p>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <SamplesButton />
        <span className="inline-flex min-w-0 items-center gap-1">
          <code className="min-w-0 break-all font-mono text-sm">{sampleId}</code>
          <CopyButton text={sampleId} name="Copy the sample id" />
        </span>
      </div>
    </div>
  );
}

/** The history without jobs: explains how to add the first one. */
export function EmptyHistory({ hint, startSamples }: Props) {
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-8 pt-4 sm:pt-14">
      <div className="flex flex-col gap-3">
        <h1 className="font-medium text-title">No jobs yet</h1>
        <p className="max-w-prose text-muted">
          A job is one rendering that Gepetto makes. Each answer to a redesign, furnish or upscale
          call carries its <code className="font-mono text-[0.9em]">id</code>: paste that, and the
          job stays here, with its picture as soon as there is one.
        </p>
      </div>
      <AddJobForm />
      {hint && <SandboxHints sampleId={hint.sampleId} />}
      {hint && startSamples && <StartSamples />}
    </div>
  );
}
