import { remaining } from './create.ts';
import type { SandboxJob } from './job-id.ts';

/** Every error of the stand-in: upstream shows none of its own error bodies, so this shape is ours. */
export function errorAnswer(status: number, message: string): Response {
  return Response.json({ status: 'error', error: message }, { status });
}

/** The address of a job's picture. */
export function pictureUrl(origin: string, id: string): string {
  return `${origin}/pictures/${id}.webp`;
}

/** What `GET /job/<id>` says of a job: pending, success with a picture, or, on purpose, an error. */
export function jobAnswer(id: string, job: SandboxJob, origin: string, now: number) {
  const { mode } = job;
  const createdAt = new Date(job.startedAt).toISOString();
  if (remaining(job, now) > 0) return { status: 'pending', mode, createdAt };
  if (job.fate === 'failed') {
    const error = 'The room could not be recognised in this picture. Try another photo of it.';
    return { status: 'error', error, mode, createdAt };
  }
  return { status: 'success', output: pictureUrl(origin, id), mode, createdAt };
}
