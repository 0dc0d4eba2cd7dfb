-- +goose Up
-- What came by which kind of form: report, enquiry or prevention. An enquiry is kept in this
-- table because it is sealed, served and answered like a case. It is none: who counts cases
-- counts the rows of kind 'report'.
ALTER TABLE cases ADD COLUMN kind TEXT NOT NULL DEFAULT 'report';
CREATE INDEX cases_report ON cases (report);
