CREATE TABLE `job_body_parts` (
	`job_id` text NOT NULL,
	`version` integer NOT NULL,
	`part` integer NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`job_id`, `version`, `part`),
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `failing_calls` (
	`subject` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`counts` integer DEFAULT true NOT NULL,
	PRIMARY KEY(`subject`, `key`)
);
--> statement-breakpoint
CREATE INDEX `failing_calls_at` ON `failing_calls` (`at`);--> statement-breakpoint
ALTER TABLE `jobs` ADD `body_version` integer;--> statement-breakpoint
ALTER TABLE `jobs` ADD `failure` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `created_known` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `jobs` ADD `pending_at` integer;--> statement-breakpoint
ALTER TABLE `calls` ADD `http_status` integer;--> statement-breakpoint
ALTER TABLE `calls` ADD `words` text;--> statement-breakpoint
UPDATE `jobs` SET `created_known` = 1 WHERE CASE WHEN json_valid(`body`) THEN json_extract(`body`, '$.createdAt') END LIKE '____-__-__T%';--> statement-breakpoint
UPDATE `jobs` SET `pending_at` = `checked_at` WHERE `settled_at` IS NULL;--> statement-breakpoint
UPDATE `jobs` SET `pending_at` = `settled_at` WHERE `settled_at` IS NOT NULL AND EXISTS (SELECT 1 FROM `entries` WHERE `entries`.`job_id` = `jobs`.`id` AND `entries`.`added_at` < `jobs`.`settled_at`);
