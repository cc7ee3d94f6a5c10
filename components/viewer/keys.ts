'use client';

import type { KeyboardEvent } from 'react';

/** Keys of the viewer besides those of its library: arrows, plus and minus. */
export type ViewerKeys = Record<string, () => void>;

/** Where letters are text, and a list has its own keys. */
const FIELDS = 'input, textarea, select, [contenteditable]';

const isField = (target: EventTarget) => target instanceof Element && target.matches(FIELDS);

/** Calls the action of a key, unless a field has the focus or the key belongs to the browser or the system. */
export function runKey(keys: ViewerKeys, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
  const action = keys[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  if (!event.repeat) action();
}

/** The keys of the library, which hears them only where the pictures are. */
const OF_STAGE = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', '+', '-'];

/** Lets the pictures hear a key that was pressed on a control beside them. */
export function forwardKey(event: KeyboardEvent, stage: HTMLElement | null): boolean {
  const { key, target } = event;
  if (!event.isTrusted || !OF_STAGE.includes(key) || isField(target)) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (!stage || stage.contains(target as Node)) return false;
  const pictures = stage.querySelector('.yarl__container');
  pictures?.dispatchEvent(new window.KeyboardEvent('keydown', { key, bubbles: true }));
  event.preventDefault();
  return true;
}

/** Keeps the keys of a field from the pictures behind it. Escape is everybody's. */
export function keepFieldKeys(event: KeyboardEvent): void {
  if (event.key !== 'Escape' && isField(event.target)) event.stopPropagation();
}
