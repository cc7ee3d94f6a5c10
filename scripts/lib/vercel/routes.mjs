import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const PAGE_OR_HANDLER = /^(page\.tsx|route\.ts)$/;

/**
 * The routes of an app folder, such as `/v1/job/[id]`: one for each page and route handler.
 * @param {string} folder
 * @returns {string[]} sorted
 */
export function routesOf(folder) {
  return (
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && PAGE_OR_HANDLER.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .map((file) => file.split('/').slice(0, -1))
      // A folder that begins with an underscore is private and has no routes.
      .filter((segments) => !segments.some((segment) => segment.startsWith('_')))
      // A folder in parentheses is a route group and no part of the path.
      .map((segments) => `/${segments.filter((segment) => !/^\(.*\)$/.test(segment)).join('/')}`)
      .sort()
  );
}
