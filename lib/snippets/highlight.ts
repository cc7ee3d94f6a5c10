import 'server-only';
import type { Language } from './language';

/** Stands for the URL in the cached HTML. */
const PLACEHOLDER_URL = 'https://any.example/v1/job/any';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

/** Escapes HTML with the same entities as highlight.js. */
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** Loaded by the first page with snippets. */
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
const cache = new Map<Language['id'], string>();

/** Highlights each program once per process: only its URL changes. */
async function highlightWithPlaceholder({ id, grammar, quote, write }: Language): Promise<string> {
  highlighter ??= loadHighlighter();
  const html =
    cache.get(id) ??
    (await highlighter).highlight(write(quote(PLACEHOLDER_URL)), { language: grammar }).value;
  cache.set(id, html);
  return html;
}

/**
 * The program that requests `url` as HTML: spans with the classes of highlight.js (`hljs-string`, ...),
 * everything else escaped.
 */
export async function highlight(language: Language, url: string): Promise<string> {
  const html = await highlightWithPlaceholder(language);
  const literal = (of: string) => escapeHtml(language.quote(of));
  return html.replace(literal(PLACEHOLDER_URL), () => literal(url));
}
