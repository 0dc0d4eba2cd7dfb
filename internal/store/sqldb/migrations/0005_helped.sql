-- +goose Up
-- How often somebody said that the helper's answer helped ('yes') or did not ('no'): a count
-- by month (YYYY-MM) and language, and nothing else.
CREATE TABLE helped (
    month    TEXT   NOT NULL,
    language TEXT   NOT NULL,
    answer   TEXT   NOT NULL,
    number   BIGINT NOT NULL,
    PRIMARY KEY (month, language, answer)
);
