-- They name the table that is made anew; they come back at the end.
DROP TRIGGER `entries_removed`;
--> statement-breakpoint
DROP TRIGGER `entries_last_removed`;
--> statement-breakpoint
CREATE TABLE `__new_shares` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`job_id` text,
	`token_hash` text NOT NULL,
	`token_sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	`title` text,
	`note` text,
	`shows_sender` integer DEFAULT false NOT NULL,
	`shows_before` integer DEFAULT true NOT NULL,
	`allows_download` integer DEFAULT true NOT NULL,
	`feedback` text DEFAULT 'off' NOT NULL,
	`expires_at` integer,
	`password_hash` text,
	`max_views` integer,
	`views` integer DEFAULT 0 NOT NULL,
	`first_view_at` integer,
	`last_view_at` integer,
	`embed_sites` text,
	`mailed_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_shares` (`id`, `user_id`, `job_id`, `token_hash`, `token_sealed`, `created_at`, `revoked_at`)
SELECT `id`, `user_id`, `job_id`, `token_hash`, `token_sealed`, `created_at`, `revoked_at` FROM `shares`;--> statement-breakpoint
DROP TABLE `shares`;--> statement-breakpoint
ALTER TABLE `__new_shares` RENAME TO `shares`;--> statement-breakpoint
CREATE UNIQUE INDEX `shares_token` ON `shares` (`token_hash`);--> statement-breakpoint
CREATE INDEX `shares_job` ON `shares` (`user_id`,`job_id`);--> statement-breakpoint
CREATE INDEX `shares_of_job` ON `shares` (`job_id`);--> statement-breakpoint
CREATE INDEX `shares_by_user` ON `shares` (`user_id`,`created_at`,`id`) WHERE "shares"."revoked_at" IS NULL;--> statement-breakpoint
CREATE INDEX `shares_revoked` ON `shares` (`revoked_at`) WHERE "shares"."revoked_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `shares_expires` ON `shares` (`expires_at`) WHERE "shares"."expires_at" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `share_feedback` (
	`id` text PRIMARY KEY NOT NULL,
	`share_id` text NOT NULL,
	`job_id` text,
	`kind` text NOT NULL,
	`visitor_hash` text NOT NULL,
	`name` text,
	`text` text,
	`created_at` integer NOT NULL,
	`hidden_at` integer,
	`answer` text,
	`answered_at` integer,
	`seen_at` integer,
	FOREIGN KEY (`share_id`) REFERENCES `shares`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `share_feedback_newest` ON `share_feedback` (`share_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `share_feedback_job` ON `share_feedback` (`job_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `share_feedback_once` ON `share_feedback` (`share_id`,`job_id`,`visitor_hash`) WHERE "share_feedback"."kind" = 'like';--> statement-breakpoint
CREATE TABLE `share_items` (
	`share_id` text NOT NULL,
	`job_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`share_id`, `job_id`),
	FOREIGN KEY (`share_id`) REFERENCES `shares`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `share_items_order` ON `share_items` (`share_id`,`position`);--> statement-breakpoint
CREATE INDEX `share_items_job` ON `share_items` (`job_id`);--> statement-breakpoint
CREATE TABLE `share_visits` (
	`share_id` text NOT NULL,
	`day` integer NOT NULL,
	`visitor_hash` text NOT NULL,
	PRIMARY KEY(`share_id`, `day`, `visitor_hash`),
	FOREIGN KEY (`share_id`) REFERENCES `shares`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `share_visits_day` ON `share_visits` (`day`);--> statement-breakpoint
CREATE TABLE `studio_logos` (
	`user_id` text PRIMARY KEY NOT NULL,
	`picture` text NOT NULL,
	`hash` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `visit_salts` (
	`day` integer PRIMARY KEY NOT NULL,
	`salt` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `users` ADD `studio_name` text;
--> statement-breakpoint
-- A link of an earlier version shows its job if it is not older than the job in the history: adding a job again did
-- not revive its links.
INSERT INTO `share_items` (`share_id`, `job_id`, `position`)
SELECT `shares`.`id`, `shares`.`job_id`, 0 FROM `shares`
JOIN `entries` ON `entries`.`user_id` = `shares`.`user_id` AND `entries`.`job_id` = `shares`.`job_id`
WHERE `shares`.`created_at` >= `entries`.`added_at`;
--> statement-breakpoint
-- An instance of the version before this one makes a link.
CREATE TRIGGER `shares_of_one_job` AFTER INSERT ON `shares` WHEN new.`job_id` IS NOT NULL
BEGIN
	INSERT INTO `share_items` (`share_id`, `job_id`, `position`) VALUES (new.`id`, new.`job_id`, 0);
END;
--> statement-breakpoint
-- A job is removed from a history: its links show it no more, and what visitors said of it goes with it.
CREATE TRIGGER `entries_off_shares` AFTER DELETE ON `entries`
BEGIN
	DELETE FROM `share_feedback` WHERE `job_id` = old.`job_id` AND EXISTS (
		SELECT 1 FROM `shares` WHERE `id` = `share_feedback`.`share_id` AND `user_id` = old.`user_id`);
	DELETE FROM `share_items` WHERE `job_id` = old.`job_id` AND EXISTS (
		SELECT 1 FROM `shares` WHERE `id` = `share_items`.`share_id` AND `user_id` = old.`user_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `share_visits_counted` AFTER INSERT ON `share_visits`
BEGIN
	UPDATE `shares` SET `views` = `views` + 1 WHERE `id` = new.`share_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `entries_removed` AFTER DELETE ON `entries` BEGIN
	DELETE FROM `entries_search` WHERE `rowid` = old.`position`;
	UPDATE `jobs` SET `unkept_at` = CAST(unixepoch('subsec') * 1000 AS INTEGER)
	WHERE `id` = old.`job_id` AND NOT EXISTS (SELECT 1 FROM `entries` WHERE `job_id` = old.`job_id`);
	UPDATE `shares` SET `revoked_at` = CAST(unixepoch('subsec') * 1000 AS INTEGER)
	WHERE `user_id` = old.`user_id` AND `job_id` = old.`job_id` AND `revoked_at` IS NULL;
END;
--> statement-breakpoint
-- Nobody keeps the job any more.
CREATE TRIGGER `entries_last_removed` AFTER DELETE ON `entries`
WHEN NOT EXISTS (SELECT 1 FROM `entries` WHERE `job_id` = old.`job_id`)
BEGIN
	DELETE FROM `results` WHERE `job_id` = old.`job_id`;
	DELETE FROM `shares` WHERE `job_id` = old.`job_id`;
END;
