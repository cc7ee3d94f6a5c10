import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { packageFolders } from '../../../scripts/lib/package-folders.mjs';

it('a bundle contains every package that the server imports, and what those depend on', () => {
  const imports = globSync('scripts/server/*.mjs').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^import .*'([a-z][a-z.-]*)';$/gm)].map(
      ([, name]) => name ?? '',
    ),
  );
  // Next is in its own output.
  const names = [...new Set(imports)].filter((name) => name !== 'next').sort();
  expect(names).toEqual(['compression', 'ipaddr.js', 'negotiator', 'send']);
  const bundle = readFileSync('scripts/lib/bundle.mjs', 'utf8');
  expect(bundle).toContain(`SERVER_PACKAGES = ['${names.join("', '")}']`);
  const folders = packageFolders(process.cwd(), names);
  expect(folders).toContain('node_modules/on-headers');
  // Two versions of one package.
  expect(folders.filter((folder) => folder.endsWith('/debug'))).toHaveLength(2);
});
