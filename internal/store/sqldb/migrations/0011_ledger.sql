-- +goose Up
-- The newest lines of the ledger, about cases and about none, are found without the rest.
CREATE INDEX recorded_n ON recorded (n);
CREATE INDEX ledger_alone ON ledger (n) WHERE text LIKE '%"case":""%';
