import 'server-only';

export { announce } from './announce';
export { redeliver, sendTest } from './by-hand';
export { maintainWebhooks } from './keep';
export { listDeliveries } from './log';
export { createWebhook, deleteWebhook, getWebhook, listWebhooks, setEnabled } from './manage';
export { rotateSecret, showSecret } from './secrets';
export { MAX_URL_LENGTH } from './url';
export type { DeliveryView, WebhookView } from './view';
