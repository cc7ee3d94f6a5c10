import 'server-only';

export { announce } from './announce';
export { redeliver, sendTest } from './by-hand';
export { listDeliveries } from './deliveries';
export { maintainWebhooks } from './maintenance';
export { createWebhook, deleteWebhook, getWebhook, listWebhooks, setEnabled } from './manage';
export { deliveryView, webhookParams, webhookView } from './schemas';
export { rotateSecret, showSecret } from './secrets';
export { MAX_URL_LENGTH } from './url';
export type { DeliveryView, WebhookView } from './view';
