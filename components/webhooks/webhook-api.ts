/** The path of a webhook in our API, or of a resource below it. */
export function webhookApiPath(id: string, below: '' | '/secret' | '/test' | '/deliveries' = '') {
  return `/api/webhooks/${encodeURIComponent(id)}${below}`;
}

/** The path that sends a delivery again. */
export function redeliverPath(id: string, deliveryId: string): string {
  return `${webhookApiPath(id, '/deliveries')}/${encodeURIComponent(deliveryId)}/redeliver`;
}
