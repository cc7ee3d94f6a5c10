'use client';

import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Gives the focus to another element when the control that has it goes: a browser would start again at the top of the page.
 * @param within where the element is
 * @returns call it with selectors, before the control goes; the first that finds something then gets the focus
 */
export function useNextFocus(within: RefObject<HTMLElement | null>) {
  const wanted = useRef<string[]>([]);
  useLayoutEffect(() => {
    for (const selector of wanted.current) {
      const element = within.current?.querySelector<HTMLElement>(selector);
      if (!element) continue;
      element.focus();
      break;
    }
    wanted.current = [];
  });
  return (...selectors: string[]) => {
    wanted.current = selectors;
  };
}
