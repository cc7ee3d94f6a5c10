/** What scripts add to the page of a link: it is complete without them. No library, and nothing that React renders. */

import { COMPARISON_COOKIE, setCookie } from '@/components/ui/preference-cookies';
import { openForm } from './comment-form';
import { localizeMoments } from './localize-moments';
import { hideBefore, showBefore } from './without-before';

/** How far a finger moves sideways before it moves the divider, px. Until then the page may scroll. */
const SIDEWAYS_PX = 8;
/** After how long a picture that has failed is tried again, ms; the last goes on. */
const RETRIES_MS = [5_000, 15_000, 60_000, 300_000];

const element = ({ target }: Event, selector: string) =>
  target instanceof Element ? target.closest<HTMLElement>(selector) : null;

function place(divider: HTMLInputElement): void {
  divider.parentElement?.style.setProperty('--at', `${divider.value}%`);
}

/** The divider follows a pointer: of itself a range input moves only by its thumb on some phones. */
function drag(divider: HTMLInputElement, down: PointerEvent, signal: AbortSignal): void {
  const box = divider.getBoundingClientRect();
  const touch = down.pointerType === 'touch';
  let moves = !touch;
  const follow = (event: PointerEvent) => {
    divider.value = `${((event.clientX - box.left) / box.width) * 100}`;
    place(divider);
  };
  if (moves) follow(down);
  const ended = new AbortController();
  const options = { signal: AbortSignal.any([signal, ended.signal]) };
  const far = (event: PointerEvent) => Math.abs(event.clientX - down.clientX);
  addEventListener(
    'pointermove',
    (event) => {
      moves ||= far(event) > SIDEWAYS_PX;
      if (moves) follow(event);
    },
    options,
  );
  // A tap moves it, too.
  addEventListener(
    'pointerup',
    (event) => {
      if (moves || far(event) < SIDEWAYS_PX) follow(event);
      ended.abort();
    },
    options,
  );
  // The browser has begun to scroll.
  addEventListener('pointercancel', () => ended.abort(), options);
}

const pairOf = (image: HTMLImageElement) => image.closest<HTMLElement>('[data-pair]');

const isBefore = (image: HTMLImageElement) => image.classList.contains('pair-before');

/** Says that a picture could not be loaded, or shows the result without the one before, and tries again. */
function retry(image: HTMLImageElement, tries = Number(image.dataset.tries ?? 0)): void {
  if (isBefore(image)) hideBefore(image);
  else pairOf(image)?.toggleAttribute('data-missing', true);
  image.dataset.tries = `${tries + 1}`;
  const { src } = image;
  setTimeout(() => {
    image.src = src;
  }, RETRIES_MS[tries] ?? RETRIES_MS.at(-1));
}

/** The results whose pictures a wide screen loads before they are scrolled to. */
const AHEAD = 48;

const ownPictures = (pairs: Iterable<Element>) =>
  [...pairs].flatMap((pair) => [...pair.querySelectorAll<HTMLImageElement>(':scope > img')]);

/**
 * Loads pictures that are far below at once, unless the screen is that of a phone, or data is dear. A browser that prints
 * does not wait for pictures that it begins to load.
 */
function loadAhead(): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData || !matchMedia('(min-width: 40rem)').matches) return;
  const pairs = [...document.querySelectorAll('[data-pair]')].slice(0, AHEAD);
  for (const image of ownPictures(pairs)) image.loading = 'eager';
}

/** Loads the picture before a result once the result is there: on a slow network the result comes first. */
function loadBefore(pair: HTMLElement): void {
  const before = pair.querySelector<HTMLImageElement>('img[data-later]');
  const { later } = before?.dataset ?? {};
  if (!before || later === undefined) return;
  delete before.dataset.later;
  before.srcset = later;
}

function watchPictures(options: AddEventListenerOptions): void {
  const shown = (image: HTMLImageElement) => {
    if (isBefore(image)) return image.dataset.later === undefined && showBefore(image);
    const pair = pairOf(image);
    pair?.removeAttribute('data-missing');
    if (pair) loadBefore(pair);
  };
  const isOurs = (target: EventTarget | null): target is HTMLImageElement =>
    target instanceof HTMLImageElement && pairOf(target) !== null;
  const capture = { ...options, capture: true };
  // Not on the window: loads of pictures do not reach it.
  document.addEventListener('error', ({ target }) => isOurs(target) && retry(target), capture);
  document.addEventListener('load', ({ target }) => isOurs(target) && shown(target), capture);
  // On paper all are seen.
  const print = () => {
    const pairs = document.querySelectorAll<HTMLElement>('[data-pair]');
    for (const pair of pairs) loadBefore(pair);
    for (const image of ownPictures(pairs)) image.loading = 'eager';
  };
  addEventListener('beforeprint', print, options);
  // Before this ran, the events fired without a listener.
  for (const image of document.querySelectorAll<HTMLImageElement>('.pair-after')) {
    if (!image.complete || !image.currentSrc) continue;
    if (image.naturalWidth === 0) retry(image);
    else shown(image);
  }
  loadAhead();
}

/** What the page does that needs React or its router. */
type Actions = {
  /** Shows the picture of a link large. */
  open: (link: HTMLAnchorElement) => void;
  /** Sends a form without leaving the page. */
  send: (form: HTMLFormElement) => void;
};

/** @returns what ends it */
export function enhance({ open, send }: Actions): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  for (const divider of document.querySelectorAll<HTMLInputElement>('[data-divider]')) {
    place(divider);
  }
  addEventListener(
    'input',
    (event) => {
      const divider = element(event, '[data-divider]');
      if (divider) place(divider as HTMLInputElement);
    },
    { signal },
  );
  addEventListener(
    'change',
    (event) => {
      const way = element(event, '[data-way] > input') as HTMLInputElement | null;
      if (way?.value === 'slider' || way?.value === 'side') setCookie(COMPARISON_COOKIE, way.value);
    },
    { signal },
  );
  addEventListener(
    'pointerdown',
    (event) => {
      const divider = element(event, '[data-divider]');
      if (divider && event.button === 0) drag(divider as HTMLInputElement, event, signal);
    },
    { signal },
  );
  addEventListener(
    'click',
    (event) => {
      const link = element(event, 'a[data-opens]');
      const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
      if (!link || !plain || event.button !== 0) return;
      event.preventDefault();
      open(link as HTMLAnchorElement);
    },
    { signal },
  );
  addEventListener(
    'submit',
    (event) => {
      const form = element(event, 'form[data-feedback]');
      if (!form) return;
      event.preventDefault();
      send(form as HTMLFormElement);
    },
    { signal },
  );
  document.addEventListener('toggle', ({ target }) => openForm(target), { signal, capture: true });
  // Opened before this ran.
  for (const opened of document.querySelectorAll('details[open]')) openForm(opened);
  watchPictures({ signal });
  localizeMoments(signal);
  return () => listening.abort();
}
