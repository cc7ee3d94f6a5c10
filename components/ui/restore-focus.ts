/** Puts a focus whose element has left the page on the content: from the body, Tab would begin at the top. */
export function restoreFocus(): void {
  if (document.activeElement !== document.body) return;
  document.getElementById('content')?.focus({ preventScroll: true });
}
