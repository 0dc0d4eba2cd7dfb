-- +goose Up
-- Comments on the portal are rows of kind 'feedback' without a unit. Those that nobody has
-- read are counted before another is taken; the index holds none of the cases.
CREATE INDEX cases_comments ON cases (stage) WHERE kind = 'feedback';
