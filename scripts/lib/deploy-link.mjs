import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

const DATABASE = {
  type: 'integration',
  integrationSlug: 'tursocloud',
  productSlug: 'database',
  protocol: 'storage',
};
/** For results: only private stores keep files from whoever knows an address. */
const BLOB_STORE = { type: 'blob', access: 'private' };
const SECRETS = 'Two secrets of 32 random characters (openssl rand -base64 32)';

/** The short names of package.json. */
const HOSTS = { 'github:': 'github.com', 'gitlab:': 'gitlab.com', 'bitbucket:': 'bitbucket.org' };
/** Credentials in an address are left out. */
const ADDRESS =
  /^(?:git\+)?(?:https?:\/\/(?:[^/@]*@)?|(?:ssh:\/\/)?git@|git:\/\/)?(?<host>(?:github|gitlab|bitbucket):|(?:github\.com|gitlab\.com|bitbucket\.org)(?=[/:]))[/:]?(?<path>[\w.-]+(?:\/[\w.-]+)+)$/;

/**
 * The https address of a repository that Vercel can clone.
 * @param {string} text a remote of git or the `repository` of a package.json
 * @returns {string | null} null for a host that Vercel cannot read
 */
export function repositoryUrl(text) {
  const address = text
    .trim()
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
  const { host, path } = ADDRESS.exec(address)?.groups ?? {};
  return host ? `https://${HOSTS[host] ?? host}/${path}` : null;
}

/** The `repository` of package.json as text; empty if there is none. */
export function packageRepository() {
  const { repository } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return (typeof repository === 'string' ? repository : repository?.url) ?? '';
}

/**
 * Vercel's page that copies a public repository, asks for the variables, and creates the database and the store.
 * @param {string} repository from `repositoryUrl`
 * @param {{ sandbox: boolean }} options `sandbox`: without a key for Gepetto
 * @returns {string}
 */
export function deployLink(repository, { sandbox }) {
  const link = new URL('https://vercel.com/new/clone');
  link.searchParams.set('repository-url', repository);
  link.searchParams.set('project-name', 'bottega');
  link.searchParams.set('repository-name', 'bottega');
  const own = sandbox ? 'GEPETTO_SANDBOX' : 'GEPETTO_API_KEY';
  link.searchParams.set('env', `NEXTAUTH_SECRET,CRON_SECRET,${own}`);
  const description = sandbox ? SECRETS : `${SECRETS} and the key of the Gepetto API`;
  link.searchParams.set('envDescription', description);
  if (sandbox) link.searchParams.set('envDefaults', JSON.stringify({ GEPETTO_SANDBOX: 'true' }));
  link.searchParams.set('products', JSON.stringify([DATABASE, BLOB_STORE]));
  return link.href;
}
