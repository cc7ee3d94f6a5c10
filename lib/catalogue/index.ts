import 'server-only';

export { getCatalogue } from './get';
