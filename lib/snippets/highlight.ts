import 'server-only';
import type { Language } from './language';

/** The address that stands in the HTML that is kept; each page puts its own in its place. */
const ANY_URL = 'https://any.example/v1/job/any';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

/** A text as HTML, with the entities that highlight.js writes. */
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** Loaded when the first page with programs is asked for: no other page waits for it. */
async function loadHighlighter() {
  const { default: highlighter } = await import('highlight.js/lib/core');
  const grammars = {
    bash: import('highlight.js/lib/languages/bash'),
    javascript: import('highlight.js/lib/languages/javascript'),
    python: import('highlight.js/lib/languages/python'),
    php: import('highlight.js/lib/languages/php'),
    go: import('highlight.js/lib/languages/go'),
    ruby: import('highlight.js/lib/languages/ruby'),
  };
  for (const [name, grammar] of Object.entries(grammars)) {
    highlighter.registerLanguage(name, (await grammar).default);
  }
  return highlighter;
}

let highlighter: ReturnType<typeof loadHighlighter> | undefined;
const kept = new Map<Language['id'], string>();

/** Highlighted once a process, since all but the address is always the same. */
async function highlightAny({ id, grammar, quote, write }: Language): Promise<string> {
  highlighter ??= loadHighlighter();
  const html =
    kept.get(id) ??
    (await highlighter).highlight(write(quote(ANY_URL)), { language: grammar }).value;
  kept.set(id, html);
  return html;
}

/**
 * The program that asks `url`, as HTML: spans with the classes of highlight.js (`hljs-string`, ...),
 * everything else escaped.
 */
export async function highlight(language: Language, url: string): Promise<string> {
  const html = await highlightAny(language);
  const literal = (of: string) => escapeHtml(language.quote(of));
  return html.replace(literal(ANY_URL), () => literal(url));
}
