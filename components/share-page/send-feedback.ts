import { finishForm } from './comment-form';
import { afterForm, type Outcome } from './outcomes';

/** What the page says of an error that a person can do something about. */
const FAULTS: Record<string, Outcome> = {
  too_many_requests: 'throttled',
  invalid_request: 'invalid',
  body_too_large: 'invalid',
  not_found: 'closed',
};

/** The fields of a form as JSON. */
function jsonOf(form: HTMLFormElement): { item?: number } {
  const { item, liked, name, ...others } = Object.fromEntries(new FormData(form));
  return {
    ...others,
    ...(item !== undefined && { item: Number(item) }),
    ...(liked !== undefined && { liked: liked === 'true' }),
    ...(name && { name }),
  };
}

/**
 * Sends a form of the page without leaving the page.
 * @returns the address that says what became of it; null if the browser should send the form itself
 */
export async function sendFeedback(form: HTMLFormElement): Promise<string | null> {
  const said = jsonOf(form);
  const response = await fetch(form.action, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(said),
  }).catch(() => null);
  const answer = (await response?.json().catch(() => null)) as {
    outcome?: Outcome;
    error?: { code: string };
  } | null;
  const outcome = answer?.outcome ?? FAULTS[answer?.error?.code ?? ''];
  if (!outcome) return null;
  if (response?.ok) finishForm(form);
  const [, token = ''] = new URL(form.action).pathname.split('/').slice(1);
  return afterForm(token, outcome, said.item ?? null);
}
