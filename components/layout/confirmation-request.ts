import { useSyncExternalStore } from 'react';
import { ApiError } from '@/components/api-client';

/** What waits for the user to confirm who they are. */
type Request = { settle: (confirmed: boolean) => void };

let request: Request | null = null;
let answer: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

function show(next: Request | null): void {
  request = next;
  for (const listener of listeners) listener();
}

/** Whether the server demands a confirmation of who the user is before an action. */
export function needsConfirmation(thrown: unknown): boolean {
  return thrown instanceof ApiError && thrown.code === 'confirmation_required';
}

/**
 * Opens the dialog of `Confirmation`, and waits for the user to confirm or to close it. Actions that ask while it is
 * open share its answer.
 */
export function askToConfirm(): Promise<boolean> {
  answer ??= new Promise<boolean>((resolve) => show({ settle: resolve })).finally(() => {
    answer = null;
    show(null);
  });
  return answer;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The open request, for the dialog; null if there is none. */
export function useConfirmationRequest(): Request | null {
  return useSyncExternalStore(
    subscribe,
    () => request,
    () => null,
  );
}
