import { doubleQuoted, type Language } from './language';

/** An ES module with `fetch`, for Node 18 and newer, Deno and Bun. */
export const javascript: Language = {
  id: 'javascript',
  name: 'JavaScript',
  grammar: 'javascript',
  quote: doubleQuoted,
  write: (url) => `// node job.mjs
const url = ${url};

const response = await fetch(url, {
  headers: { Authorization: \`Bearer \${process.env.BOTTEGA_TOKEN}\` },
});
if (!response.ok) {
  throw new Error(\`HTTP \${response.status}: \${await response.text()}\`);
}
const job = await response.json();
console.log(job.status);
if (job.output) console.log(job.output);
`,
};
