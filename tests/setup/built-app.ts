import { existsSync } from 'node:fs';

/** Integration tests run the built app: without a build, fail once and say so. */
export default function setup(): void {
  if (!existsSync('.next/BUILD_ID')) {
    throw new Error(
      'There is no build of the app. Run `npm run build` first, or `npm test`, which builds it.',
    );
  }
}
