ALTER TABLE `users` ADD `number` integer;
--> statement-breakpoint
CREATE UNIQUE INDEX `users_number_unique` ON `users` (`number`);
--> statement-breakpoint
ALTER TABLE `entries` ADD `state` text DEFAULT 'pending' NOT NULL;
--> statement-breakpoint
ALTER TABLE `entries` ADD `mode` text;
--> statement-breakpoint
ALTER TABLE `entries` ADD `folded` text;
--> statement-breakpoint
-- Not in lib/db/schema: larger than a JavaScript number.
ALTER TABLE `entries` ADD `position` integer;
--> statement-breakpoint
ALTER TABLE `jobs` ADD `unkept_at` integer DEFAULT 0;
--> statement-breakpoint
CREATE INDEX `jobs_started_by` ON `jobs` (`started_by`) WHERE "jobs"."started_by" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `accounts_user` ON `accounts` (`user_id`);
--> statement-breakpoint
CREATE INDEX `sessions_expires` ON `sessions` (`expires_at`);
--> statement-breakpoint
CREATE INDEX `throttles_expires` ON `throttles` (`expires_at`);
--> statement-breakpoint
CREATE INDEX `verification_tokens_expires` ON `verification_tokens` (`expires`);
--> statement-breakpoint
CREATE INDEX `shares_of_job` ON `shares` (`job_id`);
--> statement-breakpoint
CREATE INDEX `shares_newest` ON `shares` (`user_id`,`job_id`,`created_at`,`id`) WHERE "shares"."revoked_at" IS NULL;
--> statement-breakpoint
CREATE INDEX `shares_revoked` ON `shares` (`revoked_at`) WHERE "shares"."revoked_at" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `tokens_expires` ON `tokens` (`expires_at`) WHERE "tokens"."expires_at" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `webhook_deliveries_job` ON `webhook_deliveries` (`job_id`);
--> statement-breakpoint
CREATE INDEX `webhook_deliveries_user` ON `webhook_deliveries` (`user_id`);
--> statement-breakpoint
CREATE VIRTUAL TABLE `entries_search` USING fts5(
	code, text, content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1'
);
--> statement-breakpoint
-- What a search finds of an entry. `code` is one trigram for its state and whether it is archived. Two spaces
-- precede every word of `text`: with them one or two letters make a trigram too.
CREATE VIEW `entries_text` AS
SELECT
	`position`,
	'<' || (CASE `state` WHEN 'pending' THEN 0 WHEN 'succeeded' THEN 1 WHEN 'failed' THEN 2 ELSE 3 END
		+ 4 * (`archived_at` IS NOT NULL)) || '>' AS `code`,
	'  ' || coalesce(`folded`, replace(lower(`label`), ' ', '  '), '') || '  ' || lower(`job_id`)
		|| '  ' || lower(coalesce(`mode`, '')) || '  ' || `state` AS `text`
FROM `entries`;
--> statement-breakpoint
UPDATE `users` SET `number` = `ranked`.`n`
FROM (SELECT `id`, row_number() OVER (ORDER BY `created_at`, `id`) AS `n` FROM `users`) AS `ranked`
WHERE `ranked`.`id` = `users`.`id`;
--> statement-breakpoint
-- A position is 12 bits of the user's number, 41 bits of milliseconds before 2089-09-06, and 10 bits within the
-- millisecond. One user's rows are together in the index, the newest first: FTS5 finds a row faster forwards.
UPDATE `entries` SET
	`position` = `placed`.`position`,
	`state` = `placed`.`state`,
	`mode` = `placed`.`mode`,
	`folded` = CASE WHEN `label` GLOB '*[^a-zA-Z0-9 ]*' THEN NULL ELSE replace(lower(`label`), ' ', '  ') END
FROM (
	SELECT `user_id`, `job_id`, `state`, `mode`,
		`n` + max(`base` - `n`) OVER (ORDER BY `n` ROWS UNBOUNDED PRECEDING) AS `position`
	FROM (
		SELECT *, row_number() OVER (ORDER BY `base`, `job_id` DESC, `user_id`) AS `n`
		FROM (
			SELECT `entries`.`user_id`, `entries`.`job_id`, `jobs`.`state`, `jobs`.`mode`,
				((`users`.`number` & 4095) << 51)
					+ (max(0, min(3776860055551 - `entries`.`added_at`, 2199023255551)) << 10) AS `base`
			FROM `entries` JOIN `jobs` ON `jobs`.`id` = `entries`.`job_id` JOIN `users` ON `users`.`id` = `entries`.`user_id`
		)
	)
) AS `placed`
WHERE `placed`.`user_id` = `entries`.`user_id` AND `placed`.`job_id` = `entries`.`job_id`;
--> statement-breakpoint
CREATE UNIQUE INDEX `entries_position` ON `entries` (`position`);
--> statement-breakpoint
CREATE INDEX `entries_unfolded` ON `entries` (`user_id`,`job_id`) WHERE "entries"."label" IS NOT NULL AND "entries"."folded" IS NULL;
--> statement-breakpoint
CREATE INDEX `entries_active` ON `entries` (`user_id`,`added_at`,`job_id`) WHERE "entries"."archived_at" IS NULL;
--> statement-breakpoint
CREATE INDEX `entries_active_state` ON `entries` (`user_id`,`state`,`added_at`,`job_id`) WHERE "entries"."archived_at" IS NULL;
--> statement-breakpoint
CREATE INDEX `entries_active_mode` ON `entries` (`user_id`,`mode`,`added_at`,`job_id`) WHERE "entries"."archived_at" IS NULL;
--> statement-breakpoint
CREATE INDEX `entries_active_mode_state` ON `entries` (`user_id`,`mode`,`state`,`added_at`,`job_id`) WHERE "entries"."archived_at" IS NULL;
--> statement-breakpoint
CREATE INDEX `entries_archived` ON `entries` (`user_id`,`added_at`,`job_id`) WHERE "entries"."archived_at" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `entries_archived_state` ON `entries` (`user_id`,`state`,`added_at`,`job_id`) WHERE "entries"."archived_at" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `entries_archived_mode` ON `entries` (`user_id`,`mode`,`added_at`,`job_id`) WHERE "entries"."archived_at" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `entries_archived_mode_state` ON `entries` (`user_id`,`mode`,`state`,`added_at`,`job_id`) WHERE "entries"."archived_at" IS NOT NULL;
--> statement-breakpoint
INSERT INTO `entries_search` (`rowid`, `code`, `text`)
SELECT `position`, `code`, `text` FROM `entries_text` ORDER BY `position`;
--> statement-breakpoint
UPDATE `jobs` SET `unkept_at` = CASE
	WHEN EXISTS (SELECT 1 FROM `entries` WHERE `entries`.`job_id` = `jobs`.`id`) THEN NULL
	ELSE CAST(unixepoch('subsec') * 1000 AS INTEGER) END;
--> statement-breakpoint
CREATE INDEX `jobs_unkept` ON `jobs` (`unkept_at`) WHERE "jobs"."unkept_at" IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER `users_number` AFTER INSERT ON `users` WHEN new.`number` IS NULL BEGIN
	UPDATE `users` SET `number` = (SELECT coalesce(max(`number`), 0) + 1 FROM `users`) WHERE `id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `entries_added` AFTER INSERT ON `entries` BEGIN
	UPDATE `entries` SET
		(`state`, `mode`) = (SELECT `state`, `mode` FROM `jobs` WHERE `id` = new.`job_id`),
		`folded` = CASE WHEN new.`folded` IS NOT NULL THEN new.`folded`
			WHEN new.`label` GLOB '*[^a-zA-Z0-9 ]*' THEN NULL ELSE replace(lower(new.`label`), ' ', '  ') END,
		`position` = (
			SELECT CASE
				WHEN NOT EXISTS (SELECT 1 FROM `entries` WHERE `position` = `base` + 1023)
				THEN coalesce((SELECT max(`position`) + 1 FROM `entries` WHERE `position` BETWEEN `base` AND `base` + 1022), `base`)
				ELSE (SELECT min(`position`) - 1 FROM `entries` WHERE `position` >= `base` & ~2251799813685247) END
			FROM (
				SELECT ((`number` & 4095) << 51) + (max(0, min(3776860055551 - new.`added_at`, 2199023255551)) << 10) AS `base`
				FROM `users` WHERE `id` = new.`user_id`))
	WHERE `user_id` = new.`user_id` AND `job_id` = new.`job_id`;
	UPDATE `jobs` SET `unkept_at` = NULL WHERE `id` = new.`job_id` AND `unkept_at` IS NOT NULL;
END;
--> statement-breakpoint
CREATE TRIGGER `entries_changed` AFTER UPDATE OF `label`, `folded`, `state`, `mode`, `archived_at`, `position` ON `entries`
WHEN new.`label` IS NOT old.`label` OR new.`folded` IS NOT old.`folded` OR new.`state` IS NOT old.`state`
	OR new.`mode` IS NOT old.`mode` OR (new.`archived_at` IS NULL) IS NOT (old.`archived_at` IS NULL)
	OR new.`position` IS NOT old.`position`
BEGIN
	DELETE FROM `entries_search` WHERE `rowid` = old.`position`;
	INSERT INTO `entries_search` (`rowid`, `code`, `text`)
	SELECT `position`, `code`, `text` FROM `entries_text` WHERE `position` = new.`position`;
END;
--> statement-breakpoint
-- A label that was written without its search text, by an older version for example.
CREATE TRIGGER `entries_labelled` AFTER UPDATE OF `label` ON `entries`
WHEN new.`label` IS NOT old.`label` AND new.`folded` IS old.`folded`
BEGIN
	UPDATE `entries` SET `folded` = CASE
		WHEN new.`label` GLOB '*[^a-zA-Z0-9 ]*' THEN NULL ELSE replace(lower(new.`label`), ' ', '  ') END
	WHERE `user_id` = new.`user_id` AND `job_id` = new.`job_id`;
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
CREATE TRIGGER `jobs_changed` AFTER UPDATE OF `state`, `mode` ON `jobs`
WHEN new.`state` IS NOT old.`state` OR new.`mode` IS NOT old.`mode`
BEGIN
	UPDATE `entries` SET `state` = new.`state`, `mode` = new.`mode` WHERE `job_id` = new.`id`;
END;
