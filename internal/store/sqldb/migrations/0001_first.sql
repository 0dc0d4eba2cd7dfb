-- +goose Up
-- Days are text (YYYY-MM-DD). No exact time stands beside content. BLOB is replaced by
-- BYTEA where the database says so. "seq" is one order for everything that arrives.

-- The one row that every writing transaction holds: the end of the ledger, and the last seq.
CREATE TABLE head (
    id   BIGINT PRIMARY KEY,
    n    BIGINT NOT NULL,
    hash TEXT   NOT NULL,
    seq  BIGINT NOT NULL
);
INSERT INTO head (id, n, hash, seq) VALUES (1, 0, '', 0);

-- One row a running program: the last transaction it committed, so that after a lost
-- connection it can tell whether the commit was done.
CREATE TABLE writers (
    writer TEXT PRIMARY KEY,
    batch  TEXT NOT NULL,
    day    TEXT NOT NULL
);

CREATE TABLE ledger (
    n    BIGINT PRIMARY KEY,
    text TEXT   NOT NULL
);

CREATE TABLE versions (
    hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    body TEXT NOT NULL,
    day  TEXT NOT NULL
);

CREATE TABLE reports (
    report TEXT PRIMARY KEY,
    number TEXT NOT NULL, -- of the case it began; '' for an enquiry
    day    TEXT NOT NULL
);

CREATE TABLE cases (
    number         TEXT   PRIMARY KEY,
    report         TEXT   NOT NULL REFERENCES reports (report),
    unit           TEXT   NOT NULL,
    form           TEXT   NOT NULL,
    form_hash      TEXT   NOT NULL,
    procedure      TEXT   NOT NULL,
    procedure_hash TEXT   NOT NULL,
    stage          TEXT   NOT NULL,
    language       TEXT   NOT NULL,
    received       TEXT   NOT NULL,
    urgent         BIGINT NOT NULL,
    revision       BIGINT NOT NULL
);

-- Signed lines of every kind, to the byte. report is NULL for those about no report. The
-- other tables name a line by its seq: keys that grow cost an index far less than random
-- ones, and a hash (looked up within its report) is as unique as the id that stands in it.
CREATE TABLE lines (
    seq    BIGINT PRIMARY KEY,
    id     TEXT   NOT NULL UNIQUE,
    hash   TEXT   NOT NULL,
    kind   TEXT   NOT NULL,
    report TEXT,
    signer TEXT   NOT NULL,
    line   TEXT   NOT NULL,
    sig    TEXT   NOT NULL
);
-- Ciphertext and keys do not compress, and lines are best kept in their own row.
-- PostgreSQL: ALTER TABLE lines SET (toast_tuple_target = 8160);
-- PostgreSQL: ALTER TABLE lines ALTER COLUMN line SET STORAGE EXTERNAL;
CREATE INDEX lines_report ON lines (report, kind, seq);
CREATE INDEX lines_kind ON lines (kind, seq);

-- number is the case a compartment belongs to, '' if none.
CREATE TABLE compartments (
    report      TEXT   NOT NULL REFERENCES reports (report),
    compartment TEXT   NOT NULL,
    turn        BIGINT NOT NULL,
    number      TEXT   NOT NULL,
    recipient   TEXT   NOT NULL,
    PRIMARY KEY (report, compartment, turn)
);

CREATE TABLE grants (
    line        BIGINT PRIMARY KEY REFERENCES lines (seq),
    report      TEXT   NOT NULL,
    compartment TEXT   NOT NULL,
    turn        BIGINT NOT NULL,
    holder      TEXT   NOT NULL,
    basis       TEXT   NOT NULL,
    since       TEXT   NOT NULL,
    ended       TEXT   NOT NULL, -- '' while it is served
    FOREIGN KEY (report, compartment, turn) REFERENCES compartments (report, compartment, turn)
);
CREATE INDEX grants_place ON grants (report, compartment, turn);
CREATE INDEX grants_holder ON grants (holder, ended);

CREATE TABLE items (
    line        BIGINT PRIMARY KEY REFERENCES lines (seq),
    report      TEXT   NOT NULL,
    compartment TEXT   NOT NULL,
    turn        BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    author      TEXT   NOT NULL,
    sealed      BLOB   NOT NULL,
    FOREIGN KEY (report, compartment, turn) REFERENCES compartments (report, compartment, turn)
);
-- PostgreSQL: ALTER TABLE items ALTER COLUMN sealed SET STORAGE EXTERNAL;
CREATE INDEX items_place ON items (report, compartment, turn, line);

CREATE TABLE blobs (
    sum  TEXT   PRIMARY KEY,
    size BIGINT NOT NULL,
    day  TEXT   NOT NULL
);

CREATE TABLE item_blobs (
    line BIGINT NOT NULL REFERENCES items (line),
    sum  TEXT   NOT NULL REFERENCES blobs (sum),
    PRIMARY KEY (line, sum)
);
CREATE INDEX item_blobs_sum ON item_blobs (sum);

CREATE TABLE exclusions (
    report TEXT NOT NULL,
    who    TEXT NOT NULL, -- officer:<person> or unit:<id>
    PRIMARY KEY (report, who)
);

CREATE TABLE declarations (
    number TEXT NOT NULL,
    person TEXT NOT NULL,
    answer TEXT NOT NULL, -- none or recused
    day    TEXT NOT NULL,
    PRIMARY KEY (number, person)
);

CREATE TABLE clocks (
    number  TEXT   NOT NULL,
    place   BIGINT NOT NULL,
    code    TEXT   NOT NULL,
    started TEXT   NOT NULL,
    due     TEXT   NOT NULL,
    met     TEXT   NOT NULL, -- '' while it runs
    PRIMARY KEY (number, place)
);

CREATE TABLE notices (
    number  TEXT   NOT NULL,
    seq     BIGINT NOT NULL,
    code    TEXT   NOT NULL,
    day     TEXT   NOT NULL,
    figures TEXT   NOT NULL, -- JSON, codes and figures only
    PRIMARY KEY (number, seq)
);

-- How far someone has read a case: seq of the newest thing they were shown.
CREATE TABLE reads (
    number TEXT   NOT NULL,
    reader TEXT   NOT NULL, -- a person, or reporter
    seq    BIGINT NOT NULL,
    PRIMARY KEY (number, reader)
);

CREATE TABLE people (
    person    TEXT   PRIMARY KEY,
    name      TEXT   NOT NULL,
    folded    TEXT   NOT NULL UNIQUE,
    unit      TEXT   NOT NULL,
    roles     TEXT   NOT NULL, -- JSON
    certified BIGINT NOT NULL
);

-- Apart from people: a person the directory knows and who never enrolled can be suspended too.
CREATE TABLE suspensions (
    person TEXT PRIMARY KEY,
    day    TEXT NOT NULL
);

CREATE TABLE invitations (
    token  TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    name   TEXT NOT NULL,
    unit   TEXT NOT NULL,
    roles  TEXT NOT NULL, -- JSON
    until  TEXT NOT NULL
);

CREATE TABLE proposals (
    person    TEXT PRIMARY KEY REFERENCES people (person),
    recipient TEXT NOT NULL,
    verify    TEXT NOT NULL
);

-- What an officer line says, for looking up; the line itself is in lines.
CREATE TABLE directory (
    line   BIGINT PRIMARY KEY REFERENCES lines (seq),
    person TEXT   NOT NULL,
    n      BIGINT NOT NULL,
    UNIQUE (person, n)
);

-- Tables that carry keys stand apart, so that they can be backed up apart and briefly.

CREATE TABLE grant_keys (
    line BIGINT PRIMARY KEY REFERENCES grants (line),
    file BLOB   NOT NULL
);

CREATE TABLE mailboxes (
    handle      TEXT PRIMARY KEY,
    report      TEXT NOT NULL REFERENCES reports (report),
    who         TEXT NOT NULL, -- reporter or party:<id>
    fingerprint TEXT NOT NULL
);

CREATE TABLE seeds (
    person TEXT NOT NULL REFERENCES people (person),
    kind   TEXT NOT NULL,
    salt   BLOB NOT NULL,
    login  BLOB NOT NULL,
    seed   BLOB NOT NULL,
    PRIMARY KEY (person, kind)
);

CREATE TABLE sessions (
    token  TEXT   PRIMARY KEY,
    data   BLOB   NOT NULL,
    expiry BIGINT NOT NULL -- Unix milliseconds
);
CREATE INDEX sessions_expiry ON sessions (expiry);
