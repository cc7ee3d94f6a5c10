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

/** Opens the dialog of `Confirmation`. Actions that ask while it is open share its answer. */
function askToConfirm(): Promise<boolean> {
  answer ??= new Promise<boolean>((resolve) => show({ settle: resolve })).finally(() => {
    answer = null;
    show(null);
  });
  return answer;
}

/**
 * Runs an action. If the server demands a confirmation that it is the user, asks for it and then runs the action
 * again. Does nothing more if the user closes the dialog.
 */
export async function withConfirmation(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (thrown) {
    const isAsked = thrown instanceof ApiError && thrown.code === 'confirmation_required';
    if (!isAsked) throw thrown;
    if (await askToConfirm()) await action();
  }
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
