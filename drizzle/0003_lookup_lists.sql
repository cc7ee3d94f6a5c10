CREATE TABLE `catalogues` (
	`source` text NOT NULL,
	`name` text NOT NULL,
	`body` text,
	`fetched_at` integer,
	`next_check_at` integer DEFAULT 0 NOT NULL,
	`lease_until` integer DEFAULT 0 NOT NULL,
	`fence` integer DEFAULT 0 NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`trouble_code` text,
	`trouble_status` integer,
	PRIMARY KEY(`source`, `name`)
);
