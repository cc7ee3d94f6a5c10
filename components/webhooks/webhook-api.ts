/** Where our own API keeps a webhook, and what hangs below it. */
export function webhookApiPath(id: string, below: '' | '/secret' | '/test' | '/deliveries' = '') {
  return `/api/webhooks/${encodeURIComponent(id)}${below}`;
}

/** Where a delivery is sent again. */
export function redeliverPath(id: string, deliveryId: string): string {
  return `${webhookApiPath(id, '/deliveries')}/${encodeURIComponent(deliveryId)}/redeliver`;
}
