/** Where `announce` speaks. React renders it empty and never looks inside again. */
export function LiveRegion() {
  return <p data-said role="status" className="sr-only" />;
}

/** Tells screen readers what was done where what it was done to is gone, and nothing else could say it. */
export function announce(words: string): void {
  // Later, when a dialog that was open has closed: what is behind an open one is not read out.
  setTimeout(() => {
    const place =
      document.querySelector('dialog[open] [data-said]') ?? document.querySelector('[data-said]');
    if (!place) return;
    place.textContent = '';
    // The same words a second time are news only after nothing.
    setTimeout(() => {
      place.textContent = words;
    }, 50);
  }, 50);
}
