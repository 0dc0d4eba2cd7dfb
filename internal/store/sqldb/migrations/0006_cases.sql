-- +goose Up
-- What lists and counts need of a case. It is decided from the case's signed lines and is
-- nothing but a short form of them.
ALTER TABLE cases ADD COLUMN category TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN whose TEXT NOT NULL DEFAULT ''; -- reporter or party:<id>
ALTER TABLE cases ADD COLUMN handler TEXT NOT NULL DEFAULT ''; -- a person
ALTER TABLE cases ADD COLUMN ended TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN withdrawn TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN waits TEXT NOT NULL DEFAULT ''; -- officer:<person> or *
CREATE INDEX cases_unit ON cases (unit, ended);

ALTER TABLE clocks ADD COLUMN told TEXT NOT NULL DEFAULT '';
ALTER TABLE clocks ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE clocks ADD COLUMN theirs BIGINT NOT NULL DEFAULT 0;
ALTER TABLE clocks ADD COLUMN aim BIGINT NOT NULL DEFAULT 0;
ALTER TABLE clocks ADD COLUMN near TEXT NOT NULL DEFAULT ''; -- the day from which it is amber
UPDATE clocks SET near = due;

-- A case that was offered to an office by another one, on the same report.
CREATE TABLE offers (
    number     TEXT PRIMARY KEY REFERENCES cases (number),
    giver      TEXT NOT NULL REFERENCES cases (number),
    share      TEXT NOT NULL, -- the compartment that was passed on
    since      TEXT NOT NULL,
    decided    TEXT NOT NULL, -- accept, decline or ''
    decided_on TEXT NOT NULL
);
CREATE INDEX offers_giver ON offers (giver);

-- A share lies in the case of its giver and, once that one has begun, in the receiver's.
ALTER TABLE compartments ADD COLUMN also TEXT NOT NULL DEFAULT '';

-- The case into which a grant lets its holder: for a share, which lies in two, never both.
-- '' of a receiver whose case has not begun.
ALTER TABLE grants ADD COLUMN number TEXT NOT NULL DEFAULT '';
UPDATE grants SET number = (SELECT k.number FROM compartments k
    WHERE k.report = grants.report AND k.compartment = grants.compartment AND k.turn = grants.turn);
DROP INDEX grants_holder;
CREATE INDEX grants_holder ON grants (holder, ended, number);
-- What somebody holds of a report: three columns, or a database that has not counted its rows
-- yet would go through all that the holder has anywhere. A report's grants are few.
DROP INDEX grants_place;
CREATE INDEX grants_report ON grants (report, holder, ended);

-- The lines of a case; one by which another office's case came about stands in both.
CREATE TABLE case_lines (
    number TEXT   NOT NULL REFERENCES cases (number),
    line   BIGINT NOT NULL REFERENCES lines (seq),
    day    TEXT   NOT NULL,
    PRIMARY KEY (number, line)
);

-- From which day somebody with a phrase is served a line, and what rests on it. step is the
-- line with which it came, where that one waits or waited for a second person, else 0.
CREATE TABLE later (
    line BIGINT PRIMARY KEY REFERENCES lines (seq),
    day  TEXT   NOT NULL,
    step BIGINT NOT NULL
);
CREATE INDEX later_step ON later (step);

-- The same for all that lies in a compartment.
CREATE TABLE later_places (
    report      TEXT NOT NULL REFERENCES reports (report),
    compartment TEXT NOT NULL,
    day         TEXT NOT NULL,
    PRIMARY KEY (report, compartment)
);

-- People beside the reporter who have a mailbox.
CREATE TABLE parties (
    number TEXT NOT NULL REFERENCES cases (number),
    who    TEXT NOT NULL, -- party:<id>
    role   TEXT NOT NULL,
    since  TEXT NOT NULL,
    opened TEXT NOT NULL, -- '' until they came with the words they were given
    PRIMARY KEY (number, who)
);

-- Cases of one office that belong together: each pair stands here both ways.
CREATE TABLE links (
    number TEXT NOT NULL REFERENCES cases (number),
    other  TEXT NOT NULL REFERENCES cases (number),
    PRIMARY KEY (number, other)
);

-- On which day somebody was last served a case.
CREATE TABLE opened (
    number TEXT NOT NULL,
    person TEXT NOT NULL,
    day    TEXT NOT NULL,
    PRIMARY KEY (number, person)
);

-- Which lines of the ledger are about a case. The ledger itself stays as it is chained.
CREATE TABLE recorded (
    number TEXT   NOT NULL,
    n      BIGINT NOT NULL,
    PRIMARY KEY (number, n)
);
-- A ledger line ends with its case (9 characters or none) and a hash (43), an id (22) or
-- nothing; see the keys' order in package ledger.
INSERT INTO recorded (number, n) SELECT substr(text, length(text) - 61, 9), n FROM ledger
    WHERE substr(text, length(text) - 69, 8) = '"case":"';
INSERT INTO recorded (number, n) SELECT substr(text, length(text) - 40, 9), n FROM ledger
    WHERE substr(text, length(text) - 48, 8) = '"case":"';
INSERT INTO recorded (number, n) SELECT substr(text, length(text) - 18, 9), n FROM ledger
    WHERE substr(text, length(text) - 26, 8) = '"case":"';

-- Mailboxes that get new words once the step with which they came is approved.
CREATE TABLE claims (
    step   BIGINT PRIMARY KEY REFERENCES lines (seq),
    report TEXT   NOT NULL,
    who    TEXT   NOT NULL,
    handle TEXT   NOT NULL
);
CREATE UNIQUE INDEX mailboxes_who ON mailboxes (report, who);
