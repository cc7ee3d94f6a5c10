import { z } from 'zod';

/** Path parameters that several endpoints share. They are described, not checked: an unknown id is a 404. */
export const jobParams = z.object({ id: z.string().describe("The job's id at Gepetto.") });

export const webhookParams = z.object({ id: z.string().describe("The webhook's `id`.") });
