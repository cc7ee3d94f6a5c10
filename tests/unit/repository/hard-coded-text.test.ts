import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hardCodedText } from '../../setup/hard-coded-text';

/** Route handlers, which speak English, and the gallery of components, which exists in development only. */
const OTHER = /^app\/(api|dev|v1)\/|\/route\.ts$/;

describe('pages and components', () => {
  it('take every text from the message catalogue', () => {
    const files = globSync('{app,components}/**/*.{ts,tsx}').filter((file) => !OTHER.test(file));
    const found = files.flatMap((file) =>
      hardCodedText(file, readFileSync(file, 'utf8')).map((text) => `${file}: ${text}`),
    );
    expect(files.length).toBeGreaterThan(100);
    expect(found).toEqual([]);
  });
});

describe('the check itself', () => {
  it.each([
    ['<p>Not found</p>'],
    ['<p>{ok ? "Saved" : null}</p>'],
    ['<p>{`Revoked. ` + x}</p>'],
    ['<input placeholder="Search labels" />'],
    ['<button aria-label="Close" />'],
    ['useState("Select it and copy by hand.")'],
  ])('finds the text in %s', (source) => {
    expect(hardCodedText('x.tsx', source)).toHaveLength(1);
  });

  it.each([
    ['import x from "A sentence.";'],
    ['<p className="Flex grow">{t("title")}</p>'],
    ['<input name="email" type="email" />'],
    ['const s: "Not a text" = x;'],
    ['<code>GEPETTO_API_KEY</code>'],
  ])('leaves %s alone', (source) => {
    expect(hardCodedText('x.tsx', source)).toEqual([]);
  });
});
