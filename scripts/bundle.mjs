// npm run bundle -- <folder>: builds what has changed and puts all that runs it into a folder.
import { buildIfChanged } from './lib/build.mjs';
import { bundle } from './lib/bundle.mjs';
import { install, isInstalled } from './lib/install.mjs';
import { typedPath } from './lib/on-app-node.mjs';
import { Failure, runMain } from './lib/run.mjs';

await runMain(async () => {
  const [folder, ...others] = process.argv.slice(2);
  if (!folder || others.length > 0) throw new Failure('Say where to: npm run bundle -- <folder>');
  // In an image npm ci has run, and Node is the image's own.
  if (!isInstalled()) await install();
  await buildIfChanged();
  bundle(typedPath(folder));
  console.log(`Bundled: node ${typedPath(folder)}/scripts/serve-bundle.mjs serves it.`);
});
