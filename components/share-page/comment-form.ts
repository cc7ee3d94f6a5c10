/** Who has written a comment on this page; null until somebody has. */
let writer: string | null = null;

const nameOf = (form: ParentNode) => form.querySelector<HTMLInputElement>('[name="name"]');

/**
 * Puts the form of a comment into the page when it is opened. Where no script runs, it is there; where one does, it is
 * text until then: a browser that offers to fill in forms lays each of them out before a phone responds.
 */
export function openForm(opened: EventTarget | null): void {
  if (!(opened instanceof HTMLDetailsElement) || !opened.open) return;
  const written = opened.querySelector(':scope > noscript');
  if (!written || written.nextElementSibling) return;
  // React leaves it empty when it has come after the page.
  if (written.textContent === '') {
    location.reload();
    return;
  }
  const form = document.createRange().createContextualFragment(written.textContent);
  const name = nameOf(form);
  if (name && writer !== null) name.value = writer;
  written.after(form);
}

/** Empties a form that was sent, and folds it. Who wrote need not say so again, in the other forms neither. */
export function finishForm(form: HTMLFormElement): void {
  const name = nameOf(form);
  if (name) writer = name.value;
  form.reset();
  for (const other of document.querySelectorAll<HTMLFormElement>('form[data-feedback]')) {
    const field = nameOf(other);
    if (field && writer !== null) field.value = writer;
  }
  const folded = form.closest('details');
  folded?.removeAttribute('open');
  folded?.querySelector('summary')?.focus();
}
