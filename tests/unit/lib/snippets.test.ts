import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { jobSnippets } from '@/lib/snippets';
import { curl, javascript, php, python, ruby } from '@/lib/snippets/languages';

const NASTY = [
  'plain',
  `it's "quoted"`,
  'back\\slash \\n \\\' \\"',
  '$HOME `id` $(id) %s {$x}',
  '#{1 + 1} #@a #$0 {1}',
  'line\nend\ttab',
  'grüße \u2028 🪑',
  '</code><script>alert(1)</script>',
  '',
];

/** Prints literals, each followed by a NUL. */
const PRINTERS = [
  [curl, 'sh', '-c', (of: string) => `printf '%s\\0' ${of}`],
  [javascript, process.execPath, '-e', (of: string) => `process.stdout.write(${of} + "\\0")`],
  [
    python,
    'python3',
    '-c',
    (of: string) => `import sys; sys.stdout.buffer.write((${of} + "\\0").encode())`,
  ],
  [php, 'php', '-r', (of: string) => `echo ${of}, "\\0";`],
  [ruby, 'ruby', '-e', (of: string) => `print ${of}, "\\0"`],
] as const;

describe('a literal', () => {
  for (const [language, file, option, print] of PRINTERS) {
    const missing = spawnSync(file, [option, print(language.quote('x'))]).status !== 0;
    if (missing) console.warn(`WARNING: ${file} is missing: LITERALS OF IT ARE NOT TESTED.`);

    it.skipIf(missing)(`of ${language.name} says what it was made of, whatever that is`, () => {
      const program = NASTY.map((text) => print(language.quote(text))).join('\n');
      // A program on the command line is read in the locale's encoding, and CI may have none.
      const env = { ...process.env, LC_ALL: 'C.UTF-8' };
      const { stdout, stderr } = spawnSync(file, [option, program], { encoding: 'utf8', env });
      expect(stderr).toBe('');
      expect(stdout.split('\0').slice(0, -1)).toEqual(NASTY);
    });
  }
});

const text = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');

describe('the snippets of a job', () => {
  it.each(NASTY)('have the same text as code and as HTML: %j', async (jobId) => {
    for (const { code, html } of await jobSnippets({ baseUrl: 'http://[::1]:3000', jobId })) {
      expect(text(html)).toBe(code);
      expect(html).not.toContain('<script');
    }
  });

  it('contain the URL once and take the token from the environment', async () => {
    const snippets = await jobSnippets({ baseUrl: 'https://b.example', jobId: 'a-_9' });
    expect(snippets.map(({ id }) => id)).toEqual([
      'curl',
      'javascript',
      'python',
      'php',
      'go',
      'ruby',
    ]);
    for (const { code } of snippets) {
      expect(code.split('https://b.example/v1/job/a-_9')).toHaveLength(2);
      expect(code).toContain('BOTTEGA_TOKEN');
    }
  });
});
