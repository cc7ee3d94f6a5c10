import 'server-only';

export { startTracing } from './start-tracing';
