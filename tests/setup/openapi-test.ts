import { Contract } from './contract';
import type { Document } from './document';
import { test } from './test';

/** `test` with the app's OpenAPI document and a contract that checks responses against it. */
export const testOpenApi = test
  .extend('document', { scope: 'file' }, async ({ app }) => {
    const response = await fetch(`${app.url}/api/openapi.json`);
    return (await response.json()) as Document;
  })
  .extend('contract', { scope: 'file' }, ({ document }) => new Contract(document));
