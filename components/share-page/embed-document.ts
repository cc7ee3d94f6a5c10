import { escapeHtml } from '@/lib/escape-html';
import { sharePath } from '@/lib/paths';
import type { PublicShare } from '@/lib/shares';
import { picturesOf, ratioOf } from './pictures';

export type EmbedTexts = {
  before: string;
  after: string;
  /** The name of the divider, and of the link to the page. */
  handle: string;
  open: string;
  /** The alternative text of a result. */
  alt: (mode: string | null) => string;
};

type Given = {
  share: PublicShare;
  token: string;
  nonce: string;
  locale: string;
  title: string;
  texts: EmbedTexts;
};

/** Pictures beside each other, of which one fills the frame: a swipe or the keys scroll to the next. */
export const EMBED_STYLE = `
:root { color-scheme: light dark; font: 14px ui-sans-serif, system-ui, sans-serif; }
body { margin: 0; height: 100svh; display: grid; grid-template-rows: minmax(0, 1fr) auto; background: light-dark(#f5f2ec, #171412); color: light-dark(#211c17, #f2ede5); }
ol { margin: 0; padding: 0; list-style: none; display: flex; overflow-x: auto; scroll-snap-type: x mandatory; }
li { flex: 0 0 100%; scroll-snap-align: center; display: grid; place-items: center; min-width: 0; container-type: size; }
.pair { --at: 50%; position: relative; width: min(100cqw, 100cqh * var(--ratio)); aspect-ratio: var(--ratio); }
.pair > img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; }
.pair > .before { object-fit: cover; z-index: 1; clip-path: inset(0 calc(100% - var(--at)) 0 0); }
.pair > span { position: absolute; z-index: 2; pointer-events: none; }
.pair > .line { inset-block: 0; left: var(--at); width: 2px; margin-left: -1px; background: #fff; box-shadow: 0 0 6px rgb(0 0 0 / 0.5); }
.pair > .tag { top: 8px; padding: 3px 10px; border-radius: 99px; background: rgb(0 0 0 / 0.65); color: #fff; font-size: 12px; }
.pair > input { position: absolute; inset: 0; z-index: 3; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: ew-resize; touch-action: pan-x pan-y; }
.pair > input:focus-visible ~ .line { outline: 3px solid light-dark(#32409b, #aeb9ff); }
p { margin: 0; padding: 6px 12px; text-align: right; }
a { color: inherit; }
`;

/** Moves the dividers; without it both halves are seen. Shows a result alone if the picture before cannot be loaded. */
export const EMBED_SCRIPT = `const alone = ({ parentElement }) => {
  for (const part of [...parentElement.children]) if (part.className !== 'after') part.remove();
};
addEventListener('error', ({ target }) => target.className === 'before' && alone(target), true);
for (const image of document.querySelectorAll('.before')) {
  if (image.complete && image.currentSrc && !image.naturalWidth) alone(image);
}
addEventListener('input', ({ target }) => {
  if (target.type === 'range') target.parentElement.style.setProperty('--at', target.value + '%');
});`;

type Item = PublicShare['items'][number];

function pair(item: Item, { share, token, texts }: Given, first: boolean): string {
  const pictures = picturesOf(token, item, share.showsBefore);
  const { output, input } = pictures;
  const alt = escapeHtml(texts.alt(item.mode));
  const loading = first ? '' : ' loading="lazy"';
  const image = (name: string, of: { src: string; srcSet: string | undefined }, text: string) =>
    `<img class="${name}" src="${escapeHtml(of.src)}"${of.srcSet ? ` srcset="${escapeHtml(of.srcSet)}" sizes="100vw"` : ''} alt="${text}"${loading}>`;
  const [before, after] = [escapeHtml(texts.before), escapeHtml(texts.after)];
  const compared = input
    ? `${image('before', input, `${before}: ${alt}`)}
<input type="range" min="0" max="100" value="50" aria-label="${escapeHtml(texts.handle)}">
<span class="line" aria-hidden="true"></span>
<span class="tag" aria-hidden="true" style="left:8px">${before}</span>
<span class="tag" aria-hidden="true" style="right:8px">${after}</span>`
    : '';
  return `<li><div class="pair" style="--ratio:${ratioOf(pictures)}">${image('after', output, alt)}${compared}</div></li>`;
}

/** A bare viewer of a link as an HTML document, for a frame on another site. */
export function embedDocument(given: Given): string {
  const { share, token, nonce, locale, title, texts } = given;
  const shown = share.items.filter((item) => item.hasPicture && item.result?.state !== 'expired');
  return `<!doctype html>
<html lang="${escapeHtml(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${EMBED_STYLE}</style>
</head>
<body>
<ol tabindex="0" aria-label="${escapeHtml(title)}">
${shown.map((item, index) => pair(item, given, index === 0)).join('\n')}
</ol>
<p><a href="${sharePath(token)}" target="_blank" rel="noopener noreferrer">${escapeHtml(texts.open)}</a></p>
<script nonce="${nonce}">${EMBED_SCRIPT}</script>
</body>
</html>
`;
}
