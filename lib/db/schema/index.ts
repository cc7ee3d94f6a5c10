export * from './auth';
export * from './jobs';
export * from './shares';
export * from './tokens';
export * from './upstream';
export * from './webhooks';
