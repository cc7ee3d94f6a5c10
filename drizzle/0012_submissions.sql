CREATE TABLE `masks` (
	`id` text PRIMARY KEY NOT NULL,
	`photo_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`folder` text NOT NULL,
	`hash` text NOT NULL,
	`bytes` integer NOT NULL,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `masks_once` ON `masks` (`photo_id`,`hash`);--> statement-breakpoint
CREATE TABLE `photos` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer NOT NULL,
	`name` text,
	`source` text NOT NULL,
	`from_job_id` text,
	`folder` text NOT NULL,
	`hash` text NOT NULL,
	`type` text NOT NULL,
	`bytes` integer NOT NULL,
	`thumbnail_bytes` integer NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`thumb_hash` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`from_job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `photos_once` ON `photos` (`user_id`,`hash`);--> statement-breakpoint
CREATE INDEX `photos_library` ON `photos` (`user_id`,`used_at`,`id`);--> statement-breakpoint
CREATE INDEX `photos_from_job` ON `photos` (`from_job_id`) WHERE "photos"."from_job_id" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `caller_webhooks` (
	`submission_id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer,
	`delivered_at` integer,
	`last_status` integer,
	`lease_until` integer DEFAULT 0 NOT NULL,
	`fence` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `caller_webhooks_due` ON `caller_webhooks` (`next_attempt_at`) WHERE "caller_webhooks"."next_attempt_at" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`user_id` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`submission_ids` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `key`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_age` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `recipe_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`recipe_id` text,
	`name` text NOT NULL,
	`steps` text NOT NULL,
	`photo_id` text,
	`origin` text NOT NULL,
	`state` text DEFAULT 'running' NOT NULL,
	`problem` text,
	`reason` text,
	`step` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	`next_check_at` integer NOT NULL,
	`lease_until` integer DEFAULT 0 NOT NULL,
	`fence` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`recipe_id`) REFERENCES `recipes`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `recipe_runs_user` ON `recipe_runs` (`user_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `recipe_runs_recipe` ON `recipe_runs` (`recipe_id`) WHERE "recipe_runs"."recipe_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `recipe_runs_photo` ON `recipe_runs` (`photo_id`) WHERE "recipe_runs"."photo_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `recipe_runs_settled` ON `recipe_runs` (`settled_at`) WHERE "recipe_runs"."settled_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `recipe_runs_due` ON `recipe_runs` (`next_check_at`) WHERE "recipe_runs"."state" = 'running';--> statement-breakpoint
CREATE TABLE `recipes` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`steps` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `recipes_name` ON `recipes` (`user_id`,`name`);--> statement-breakpoint
CREATE TABLE `sending` (
	`id` integer PRIMARY KEY NOT NULL,
	`paused_at` integer,
	`paused_by` text,
	`out_of_credit_at` integer,
	`probe_at` integer,
	`hook_seen_at` integer,
	`hook_missed_at` integer,
	FOREIGN KEY (`paused_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `sending_paused_by` ON `sending` (`paused_by`) WHERE "sending"."paused_by" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `submissions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`source` text NOT NULL,
	`batch_id` text,
	`run_id` text,
	`step` integer,
	`mode` text NOT NULL,
	`body` text NOT NULL,
	`photo_id` text,
	`mask_id` text,
	`needs_photo` integer DEFAULT false NOT NULL,
	`needs_mask` integer DEFAULT false NOT NULL,
	`label` text,
	`origin` text NOT NULL,
	`credits` integer,
	`state` text DEFAULT 'queued' NOT NULL,
	`problem` text,
	`reason` text,
	`http_status` integer,
	`created_at` integer NOT NULL,
	`queued_at` integer NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`sent_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`settled_at` integer,
	`hook_hash` text,
	`hook_at` integer,
	`hook_job_id` text,
	`answer` text,
	`job_id` text,
	`lease_until` integer DEFAULT 0 NOT NULL,
	`fence` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`run_id`) REFERENCES `recipe_runs`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`mask_id`) REFERENCES `masks`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `submissions_user` ON `submissions` (`user_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `submissions_turns` ON `submissions` (`user_id`,`sent_at`) WHERE "submissions"."sent_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `submissions_queue` ON `submissions` (`user_id`,`queued_at`,`id`) WHERE "submissions"."state" = 'queued';--> statement-breakpoint
CREATE INDEX `submissions_open` ON `submissions` (`state`,`next_attempt_at`) WHERE "submissions"."state" IN ('queued', 'sending', 'uncertain');--> statement-breakpoint
CREATE INDEX `submissions_batch` ON `submissions` (`batch_id`) WHERE "submissions"."batch_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `submissions_run` ON `submissions` (`run_id`,`step`) WHERE "submissions"."run_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `submissions_photo` ON `submissions` (`photo_id`) WHERE "submissions"."photo_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `submissions_mask` ON `submissions` (`mask_id`) WHERE "submissions"."mask_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `submissions_job` ON `submissions` (`job_id`) WHERE "submissions"."job_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `submissions_settled` ON `submissions` (`settled_at`) WHERE "submissions"."settled_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `submissions_unconfirmed` ON `submissions` (`hook_at`) WHERE "submissions"."hook_job_id" IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `submissions_hook` ON `submissions` (`hook_hash`) WHERE "submissions"."hook_hash" IS NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `jobs_per_month` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `mask_colour` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `photo_id` text REFERENCES photos(id) ON DELETE SET NULL;--> statement-breakpoint
CREATE INDEX `jobs_photo` ON `jobs` (`photo_id`) WHERE "jobs"."photo_id" IS NOT NULL;
--> statement-breakpoint
INSERT INTO `sending` (`id`) VALUES (1);
--> statement-breakpoint
CREATE TRIGGER `photos_deleted` AFTER DELETE ON `photos` BEGIN
	INSERT INTO `unreferenced_files` (`folder`, `delete_at`)
	VALUES (old.`folder`, CAST(unixepoch('subsec') * 1000 AS INTEGER))
	ON CONFLICT (`folder`) DO UPDATE SET `delete_at` = excluded.`delete_at`;
END;
--> statement-breakpoint
CREATE TRIGGER `masks_deleted` AFTER DELETE ON `masks` BEGIN
	INSERT INTO `unreferenced_files` (`folder`, `delete_at`)
	VALUES (old.`folder`, CAST(unixepoch('subsec') * 1000 AS INTEGER))
	ON CONFLICT (`folder`) DO UPDATE SET `delete_at` = excluded.`delete_at`;
END;
