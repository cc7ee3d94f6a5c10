ALTER TABLE `webhooks` ADD `earlier_secrets` text;--> statement-breakpoint
ALTER TABLE `webhooks` ADD `events` text;--> statement-breakpoint
ALTER TABLE `webhooks` ADD `locale` text;--> statement-breakpoint
ALTER TABLE `webhooks` ADD `paused_until` integer;--> statement-breakpoint
ALTER TABLE `webhooks` ADD `notice_due_at` integer;--> statement-breakpoint
CREATE INDEX `webhooks_notices` ON `webhooks` (`notice_due_at`) WHERE "webhooks"."notice_due_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `webhook_deliveries_waiting` ON `webhook_deliveries` (`webhook_id`,`next_attempt_at`) WHERE "webhook_deliveries"."next_attempt_at" IS NOT NULL;