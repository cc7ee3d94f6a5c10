import { expect, type Locator, type Page } from '@playwright/test';

/** How a person uses a page: by mouse or finger, or by nothing but keys. */
export type Hand = {
  /** Presses a button or a link, chooses a radio button, checks a checkbox. */
  press: (target: Locator) => Promise<void>;
  /** Replaces the text of a field. */
  type: (target: Locator, text: string) => Promise<void>;
  /** Paints a line from the middle of a mask editor to the right. */
  paint: (stage: Locator) => Promise<void>;
};

/** More than any page has, so that a place that no key reaches fails a test. */
const MAX_KEYS = 120;

/** The key that leads on to an element; null if it has the focus. */
const keyTowards = (target: Locator) =>
  target.evaluate((element) => {
    const { activeElement } = document;
    if (activeElement === element) return null;
    const groupOf = (one: Element | null) =>
      one instanceof HTMLInputElement && one.type === 'radio' ? one.name : null;
    const group = groupOf(element);
    return group !== null && group === groupOf(activeElement) ? 'ArrowRight' : 'Tab';
  });

async function focusByKeys(page: Page, target: Locator): Promise<void> {
  for (let keys = 0; keys < MAX_KEYS; keys++) {
    const key = await keyTowards(target);
    if (key === null) return;
    await page.keyboard.press(key);
  }
  throw new Error(`No key leads to ${target}.`);
}

/** Only keys: everything is reached by Tab and arrows. */
export function keyboard(page: Page): Hand {
  const { keyboard: keys } = page;
  return {
    async press(target) {
      await focusByKeys(page, target);
      const isChoice = await target.evaluate((element) =>
        element.matches('[type=radio], [type=checkbox]'),
      );
      await keys.press(isChoice ? 'Space' : 'Enter');
    },
    async type(target, text) {
      await focusByKeys(page, target);
      await keys.press('Control+a');
      await keys.insertText(text);
    },
    async paint(stage) {
      await expect(stage).toBeFocused();
      await keys.press(' ');
      for (let step = 0; step < 8; step++) await keys.press('Shift+ArrowRight');
      await keys.press(' ');
    },
  };
}

/** A mouse. */
export function mouse(page: Page): Hand {
  return {
    press: (target) => target.click(),
    type: (target, text) => target.fill(text),
    async paint(stage) {
      const { x, y } = await middleOf(stage);
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 60, y, { steps: 5 });
      await page.mouse.up();
    },
  };
}

/** A finger, for a page with `hasTouch`. */
export function finger(page: Page): Hand {
  return {
    press: (target) => target.tap(),
    type: (target, text) => target.fill(text),
    async paint(stage) {
      const { x, y } = await middleOf(stage);
      const touches = await page.context().newCDPSession(page);
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: number | null) =>
        touches.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: at === null ? [] : [{ x: at, y }],
        });
      await touch('touchStart', x);
      for (let step = 1; step <= 5; step++) await touch('touchMove', x + step * 12);
      // A finger that is lifted as it moves flings the page, and the browser takes the next tap for its stop.
      await page.waitForTimeout(300);
      await touch('touchMove', x + 60);
      await touch('touchEnd', null);
      await touches.detach();
    },
  };
}

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error(`${target} is not on the page.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
