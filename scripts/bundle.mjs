// npm run bundle -- <folder>: builds the app if it has changed, and copies everything that runs it into a folder.
import { buildIfChanged } from './lib/build.mjs';
import { bundle } from './lib/bundle.mjs';
import { install, isInstalled } from './lib/install.mjs';
import { resolveUserPath } from './lib/on-app-node.mjs';
import { Failure, runMain } from './lib/run.mjs';

await runMain(async () => {
  const [folder, ...others] = process.argv.slice(2);
  if (!folder || others.length > 0)
    throw new Failure('Invalid arguments. Usage: npm run bundle -- <folder>');
  // In an image, npm ci has run and Node is the image's own: install() would fetch another.
  if (!isInstalled()) await install();
  await buildIfChanged();
  bundle(resolveUserPath(folder));
  console.log(`Bundled. Serve it with: node ${resolveUserPath(folder)}/scripts/serve-bundle.mjs`);
});
