import { remaining } from './create.ts';
import type { SandboxJob } from './job-id.ts';

/** An error response. Upstream documents no error bodies, so this shape is the sandbox's own. */
export function errorResponse(status: number, message: string): Response {
  return Response.json({ status: 'error', error: message }, { status });
}

/** The address of a job's picture. */
export function pictureUrl(origin: string, id: string): string {
  return `${origin}/pictures/${id}.webp`;
}

/** The body of `GET /job/<id>`: pending, success with a picture, or an intended failure. */
export function jobBody(id: string, job: SandboxJob, origin: string, now: number) {
  const { mode } = job;
  const createdAt = new Date(job.startedAt).toISOString();
  if (remaining(job, now) > 0) return { status: 'pending', mode, createdAt };
  if (job.fate === 'failed') {
    const error = 'The room could not be recognised in this picture. Try another photo of it.';
    return { status: 'error', error, mode, createdAt };
  }
  return { status: 'success', output: pictureUrl(origin, id), mode, createdAt };
}
