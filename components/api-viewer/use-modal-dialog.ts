import { type RefObject, useEffect } from 'react';

const DIALOG = '.dialog-ux';

/** The siblings of the dialog and of each of its ancestors: the whole page except the dialog. */
function besides(dialog: Element): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let at = dialog; at !== document.body && at.parentElement; at = at.parentElement) {
    for (const other of at.parentElement.children) {
      if (other !== at && other instanceof HTMLElement) found.push(other);
    }
  }
  return found;
}

/** Makes the page behind Swagger UI's dialog inert, which Swagger UI itself does not do. */
export function useModalDialog(container: RefObject<HTMLElement | null>) {
  useEffect(() => {
    let shown: Element | null = null;
    let behind: HTMLElement[] = [];
    const follow = () => {
      const dialog = container.current?.querySelector(DIALOG) ?? null;
      if (dialog === shown) return;
      for (const element of behind) element.inert = false;
      behind = dialog ? besides(dialog) : [];
      for (const element of behind) element.inert = true;
      shown = dialog;
    };
    const observer = new MutationObserver(follow);
    if (container.current) observer.observe(container.current, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      for (const element of behind) element.inert = false;
    };
  }, [container]);
}
