import { request, toError } from '@/components/api-client';
import type { RunView } from '@/lib/recipes';

/** A random key. `crypto.randomUUID` is missing where the page is not served over https. */
export function newRunKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Runs a recipe on a photo. The same key starts one run, however often it is sent.
 * @throws ApiError
 */
export async function startRun(recipeId: string, photoId: string, key: string): Promise<RunView> {
  const response = await request(`/api/recipes/${encodeURIComponent(recipeId)}/runs`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify({ photoId }),
  });
  if (!response.ok) throw await toError(response);
  return ((await response.json()) as { run: RunView }).run;
}
