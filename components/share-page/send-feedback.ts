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

/** Empties a form that was sent, and folds it. Who wrote need not say so again, in the other forms neither. */
function finish(form: HTMLFormElement): void {
  const named = new FormData(form).get('name');
  form.reset();
  for (const field of document.querySelectorAll<HTMLInputElement>(
    '[data-feedback] [name="name"]',
  )) {
    if (typeof named === 'string') field.value = named;
  }
  const folded = form.closest('details');
  folded?.removeAttribute('open');
  folded?.querySelector('summary')?.focus();
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
  if (response?.ok) finish(form);
  const [, token = ''] = new URL(form.action).pathname.split('/').slice(1);
  return afterForm(token, outcome, said.item ?? null);
}
