-- +goose Up
-- What officers say of themselves: where to write that something waits, in which language,
-- and in which languages they can work with people (JSON).
CREATE TABLE officer_settings (
    person    TEXT PRIMARY KEY,
    mail      TEXT NOT NULL,
    language  TEXT NOT NULL,
    languages TEXT NOT NULL
);

-- The newest undertaking of each officer; the line itself is in lines.
CREATE TABLE undertakings (
    person  TEXT   PRIMARY KEY,
    version TEXT   NOT NULL,
    line    BIGINT NOT NULL REFERENCES lines (seq),
    day     TEXT   NOT NULL
);

-- Who does which task now (until: Unix milliseconds), and when it was done last.
CREATE TABLE leases (
    task   TEXT   PRIMARY KEY,
    holder TEXT   NOT NULL,
    until  BIGINT NOT NULL,
    done   BIGINT NOT NULL
);

-- Nudges to officers: whom, of which kind, on which day, and nothing else.
CREATE TABLE outbox (
    id     BIGINT PRIMARY KEY,
    person TEXT   NOT NULL,
    kind   TEXT   NOT NULL,
    day    TEXT   NOT NULL,
    state  TEXT   NOT NULL, -- to-send, sent, failed or no-address
    tries  BIGINT NOT NULL,
    due    BIGINT NOT NULL, -- Unix milliseconds before which nobody tries
    openly BIGINT NOT NULL, -- 1 if heads of the unit may see it, 0 if a case is behind it that some may not know
    UNIQUE (person, kind, day)
);
CREATE INDEX outbox_due ON outbox (state, due);

-- Clocks that run, by the day from which they are near. Only queries that say near <> '' use
-- it: for those of one case, which a fresh database would guess wrong, it is no help.
CREATE INDEX clocks_near ON clocks (near) WHERE met = '' AND theirs = 0 AND near <> '';
