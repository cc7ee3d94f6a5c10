import type { Snippet } from '@/lib/snippets';

/** A highlighted snippet. In a file of its own, because the tabs that load later show it too. */
export function CodeSample({ snippet: { id, html } }: { snippet: Snippet }) {
  return (
    <pre className="w-max min-w-full p-4 font-mono text-sm leading-relaxed [tab-size:4]">
      {/* lib/snippets escapes everything except the spans that it adds. */}
      <code data-language={id} dangerouslySetInnerHTML={{ __html: html }} />
    </pre>
  );
}
