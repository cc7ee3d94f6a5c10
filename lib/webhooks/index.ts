import 'server-only';

export { announce } from './announce';
export { announceFeedback } from './announce-feedback';
export { createWebhook } from './create';
export { listDeliveries, redeliver, sendTest } from './deliveries';
export { getWebhook, listWebhooks } from './list';
export { maintainWebhooks } from './maintenance';
export { type DeliveryView, MAX_URL_LENGTH, type WebhookEvent, type WebhookView } from './model';
export {
  deliveryParams,
  deliveryView,
  feedbackMessage,
  webhookEvents,
  webhookHeaders,
  webhookMessage,
  webhookParams,
  webhookView,
} from './schemas';
export { rotateSecret, showSecret } from './secrets';
export { deleteWebhook, updateWebhook } from './update';
