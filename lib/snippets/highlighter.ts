import 'server-only';

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

/** A program as HTML: spans with the classes of highlight.js (`hljs-string`, ...), everything else escaped. */
export async function highlighted(code: string, grammar: string): Promise<string> {
  highlighter ??= loadHighlighter();
  return (await highlighter).highlight(code, { language: grammar }).value;
}
