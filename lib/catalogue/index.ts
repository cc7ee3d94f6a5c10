import 'server-only';

export { type CatalogueText, readCatalogue } from './read';
