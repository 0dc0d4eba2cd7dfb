-- +goose Up
-- What lies on an officer's desk: a row in each list for each case into which a live grant
-- lets them. It is made from the other tables by the store (desk.go) whenever one of them
-- changes, so that the first page of a long list is read without looking at the rest. place
-- is the order within a list, of fixed width.
CREATE TABLE desk (
    number TEXT NOT NULL,
    holder TEXT NOT NULL,
    list   TEXT NOT NULL, -- open, mine, waits, ended or comments
    place  TEXT NOT NULL,
    PRIMARY KEY (number, holder, list)
);
CREATE INDEX desk_list ON desk (holder, list, place);
INSERT INTO desk (number, holder, list, place)
    SELECT DISTINCT c.number, g.holder,
        CASE WHEN c.kind = 'feedback' THEN 'comments' ELSE 'open' END,
        CASE WHEN c.kind = 'feedback' THEN c.received || ' ' || c.number
            ELSE CASE WHEN c.urgent = 1 THEN '0 ' ELSE '1 ' END
                || COALESCE((SELECT MIN(t.due) FROM clocks t WHERE t.number = c.number AND t.met = '' AND t.due <> ''), '9999-12-31')
                || ' ' || c.received || ' ' || c.number END
    FROM grants g JOIN cases c ON c.number = g.number
    WHERE g.ended = '' AND g.holder LIKE 'officer:%';
