import { type RefObject, useEffect } from 'react';

/** Keeps Swagger UI's dark-mode class on <html> in step with the theme switch and the system. */
export function useDarkClass() {
  useEffect(() => {
    const root = document.documentElement;
    const system = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => {
      const { theme } = root.dataset;
      root.classList.toggle('dark-mode', theme === 'dark' || (theme !== 'light' && system.matches));
    };
    follow();
    const observer = new MutationObserver(follow);
    observer.observe(root, { attributeFilter: ['data-theme'] });
    system.addEventListener('change', follow);
    return () => {
      observer.disconnect();
      system.removeEventListener('change', follow);
      root.classList.remove('dark-mode');
    };
  }, []);
}

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
