import 'server-only';

export { readCatalogue } from './read';
