-- +goose Up
-- Unfinished forms, each under the SHA-256 of its draft handle, with the last day on which
-- it can be fetched. Which form it is, in which language and whose, stands inside what is
-- sealed. The index holds all that counting a day's drafts needs.
CREATE TABLE drafts (
    handle TEXT   PRIMARY KEY,
    until  TEXT   NOT NULL,
    size   BIGINT NOT NULL,
    sealed BLOB   NOT NULL
);
-- PostgreSQL: ALTER TABLE drafts ALTER COLUMN sealed SET STORAGE EXTERNAL;
CREATE INDEX drafts_until ON drafts (until, handle, size);
