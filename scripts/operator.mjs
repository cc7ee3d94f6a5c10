// npm run operator -- ada@example.com: makes an account an operator, for a team that has locked itself out.
import { databaseUrl, fileOf } from './lib/database-file.mjs';
import { loadEnvFiles } from './lib/env-files.mjs';
import { makeOperator } from './lib/make-operator.mjs';
import { onAppNode } from './lib/on-app-node.mjs';
import { Failure, runMain } from './lib/run.mjs';

const USAGE = 'npm run operator -- ada@example.com';

async function main() {
  const [email, ...more] = process.argv.slice(2);
  if (!email?.includes('@') || more.length > 0)
    throw new Failure(`Invalid arguments. Usage: ${USAGE}`);
  loadEnvFiles();
  const address = email.trim().toLowerCase();
  const url = databaseUrl();
  if (!(await makeOperator({ url, file: fileOf(url) }, address))) {
    throw new Failure(
      `There is no account for ${address}. Check the address, or sign up with it first.`,
    );
  }
  console.log(`${address} is an operator now, and can sign in. Pages show it after a reload.`);
}

await runMain(() => onAppNode(main));
