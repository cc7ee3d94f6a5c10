// npm run deploy:link: prints the link that deploys this repository on Vercel with all it needs.
import { execFileSync } from 'node:child_process';
import { deployLink, packageRepository, repositoryUrl } from './lib/deploy-link.mjs';
import { ROOT } from './lib/root.mjs';
import { Failure, runMain } from './lib/run.mjs';

function originRemote() {
  try {
    const options = { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('git', ['remote', 'get-url', 'origin'], options);
  } catch {
    return '';
  }
}

await runMain(async () => {
  const repository = repositoryUrl(originRemote()) ?? repositoryUrl(packageRepository());
  if (repository === null) {
    throw new Failure(
      'Vercel copies a public repository on GitHub, GitLab or Bitbucket. Push this one there, or set "repository" in package.json.',
    );
  }
  console.log(`With a key:       ${deployLink(repository, { sandbox: false })}`);
  console.log(`With the sandbox: ${deployLink(repository, { sandbox: true })}`);
});
