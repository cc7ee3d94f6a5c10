import 'server-only';

export { jobSnippets, type Snippet } from './job-snippets';
