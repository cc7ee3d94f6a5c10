import 'server-only';

export { jobSnippets } from './job-snippets';
export type { Snippet, Template } from './model';
export { startTemplates } from './start-snippets';
