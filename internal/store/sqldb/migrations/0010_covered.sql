-- +goose Up
-- The last day on which somebody holds something of the case only because they stand in for
-- somebody: the next, if there are several; '' for none.
ALTER TABLE cases ADD COLUMN covered TEXT NOT NULL DEFAULT '';
CREATE INDEX cases_covered ON cases (covered) WHERE covered <> '';
