CREATE TABLE `backfills` (
	`name` text PRIMARY KEY NOT NULL,
	`position` integer,
	`finished_at` integer
);
--> statement-breakpoint
CREATE TABLE `results` (
	`job_id` text PRIMARY KEY NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`problem` text,
	`queued_at` integer NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`asked_again_at` integer,
	`lease_until` integer DEFAULT 0 NOT NULL,
	`fence` integer DEFAULT 0 NOT NULL,
	`folder` text,
	`hash` text,
	`type` text,
	`bytes` integer,
	`thumbnail_bytes` integer,
	`width` integer,
	`height` integer,
	`thumb_hash` text,
	`stored_at` integer,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `results_due` ON `results` (`next_attempt_at`) WHERE "results"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX `results_stored` ON `results` (`stored_at`,`bytes`,`thumbnail_bytes`) WHERE "results"."state" = 'stored';--> statement-breakpoint
CREATE INDEX `results_failed` ON `results` (`problem`) WHERE "results"."state" = 'failed';--> statement-breakpoint
CREATE TABLE `unreferenced_files` (
	`folder` text PRIMARY KEY NOT NULL,
	`delete_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `unreferenced_files_due` ON `unreferenced_files` (`delete_at`);--> statement-breakpoint
ALTER TABLE `jobs` ADD `output_gone_at` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `stored_output` integer;--> statement-breakpoint
CREATE INDEX `jobs_output_gone` ON `jobs` (`next_check_at`) WHERE "jobs"."output_gone_at" IS NOT NULL;
--> statement-breakpoint
-- Existing histories are worked on in the background, newest first.
INSERT INTO `backfills` (`name`) VALUES ('results');
--> statement-breakpoint
-- A job of a history has succeeded, or upstream has named another address for its result.
CREATE TRIGGER `jobs_succeeded` AFTER UPDATE OF `state`, `output` ON `jobs`
WHEN new.`state` = 'succeeded' AND new.`output` IS NOT NULL
	AND (old.`state` IS NOT new.`state` OR old.`output` IS NOT new.`output`)
BEGIN
	INSERT INTO `results` (`job_id`, `queued_at`, `next_attempt_at`)
	SELECT new.`id`, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER)
	WHERE EXISTS (SELECT 1 FROM `entries` WHERE `job_id` = new.`id`)
	ON CONFLICT (`job_id`) DO UPDATE SET `state` = 'waiting', `next_attempt_at` = excluded.`next_attempt_at`
	WHERE `state` IN ('waiting', 'failed');
END;
--> statement-breakpoint
-- A job that had succeeded before comes into a history.
CREATE TRIGGER `entries_with_result` AFTER INSERT ON `entries`
WHEN EXISTS (SELECT 1 FROM `jobs` WHERE `id` = new.`job_id` AND `state` = 'succeeded' AND `output` IS NOT NULL)
BEGIN
	INSERT INTO `results` (`job_id`, `queued_at`, `next_attempt_at`)
	VALUES (new.`job_id`, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER))
	ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
-- Nobody keeps the job any more.
CREATE TRIGGER `entries_last_removed` AFTER DELETE ON `entries`
WHEN NOT EXISTS (SELECT 1 FROM `entries` WHERE `job_id` = old.`job_id`)
BEGIN
	DELETE FROM `results` WHERE `job_id` = old.`job_id`;
	DELETE FROM `shares` WHERE `job_id` = old.`job_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `results_deleted` AFTER DELETE ON `results` WHEN old.`folder` IS NOT NULL BEGIN
	INSERT INTO `unreferenced_files` (`folder`, `delete_at`)
	VALUES (old.`folder`, CAST(unixepoch('subsec') * 1000 AS INTEGER))
	ON CONFLICT (`folder`) DO UPDATE SET `delete_at` = excluded.`delete_at`;
END;
--> statement-breakpoint
CREATE TRIGGER `results_replaced` AFTER UPDATE OF `folder` ON `results`
WHEN old.`folder` IS NOT NULL AND new.`folder` IS NOT old.`folder`
BEGIN
	INSERT INTO `unreferenced_files` (`folder`, `delete_at`)
	VALUES (old.`folder`, CAST(unixepoch('subsec') * 1000 AS INTEGER))
	ON CONFLICT (`folder`) DO UPDATE SET `delete_at` = excluded.`delete_at`;
END;
