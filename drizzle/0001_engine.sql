CREATE TABLE `calls` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`urgency` text NOT NULL,
	`outcome` text,
	`latency_ms` integer
);
--> statement-breakpoint
CREATE INDEX `calls_at` ON `calls` (`at`);--> statement-breakpoint
CREATE TABLE `settle_ages` (
	`mode` text NOT NULL,
	`bucket` integer NOT NULL,
	`n` real NOT NULL,
	PRIMARY KEY(`mode`, `bucket`)
);
--> statement-breakpoint
CREATE TABLE `upstream_health` (
	`id` integer PRIMARY KEY NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`probe_at` integer DEFAULT 0 NOT NULL,
	`blocked_until` integer DEFAULT 0 NOT NULL,
	`key_rejected_at` integer
);
--> statement-breakpoint
ALTER TABLE `jobs` ADD `watched_at` integer DEFAULT 0 NOT NULL;