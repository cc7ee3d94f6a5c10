import { existsSync } from 'node:fs';

/** Integration tests run the built app: without a build they must say so, not fail one by one. */
export default function setup(): void {
  if (!existsSync('.next/BUILD_ID')) {
    throw new Error('There is no built app: run npm test, or npm run build first.');
  }
}
