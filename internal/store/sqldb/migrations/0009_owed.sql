-- +goose Up
-- The reason with which an offer was answered; and the day from which whoever has a phrase may
-- know of an offer, until the giver's case has moved for it ('' then, and where nothing waits).
ALTER TABLE offers ADD COLUMN code TEXT NOT NULL DEFAULT '';
ALTER TABLE offers ADD COLUMN owed TEXT NOT NULL DEFAULT '';
CREATE INDEX offers_owed ON offers (owed) WHERE owed <> '';
