import { type RefObject, useEffect } from 'react';

const DIALOG = '.dialog-ux';

/** What is beside the dialog on each level up to the body: all of the page but the dialog. */
function besides(dialog: Element): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let at = dialog; at !== document.body && at.parentElement; at = at.parentElement) {
    for (const other of at.parentElement.children) {
      if (other !== at && other instanceof HTMLElement) found.push(other);
    }
  }
  return found;
}

/** Keeps keyboard and screen reader out of what is behind Swagger UI's dialog, which leaves it in reach. */
export function useModalDialog(place: RefObject<HTMLElement | null>) {
  useEffect(() => {
    let shown: Element | null = null;
    let behind: HTMLElement[] = [];
    const follow = () => {
      const dialog = place.current?.querySelector(DIALOG) ?? null;
      if (dialog === shown) return;
      for (const element of behind) element.inert = false;
      behind = dialog ? besides(dialog) : [];
      for (const element of behind) element.inert = true;
      shown = dialog;
    };
    const observer = new MutationObserver(follow);
    if (place.current) observer.observe(place.current, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      for (const element of behind) element.inert = false;
    };
  }, [place]);
}
