-- Who received which version of what, so that they can be told when it was wrong. Written with the first release of it to a request.
CREATE TABLE releases (
    holder      TEXT    NOT NULL REFERENCES parties (id),
    record      TEXT    NOT NULL,
    section     TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    request     TEXT    NOT NULL REFERENCES requests (id),
    asker       TEXT    NOT NULL REFERENCES parties (id),
    category    TEXT    NOT NULL,
    released_at BIGINT  NOT NULL,
    PRIMARY KEY (holder, record, section, version, request)
);

CREATE INDEX releases_by_request ON releases (request);

-- When the asker took a request back, and when the holder took a section back: from then on nothing of it is released.
ALTER TABLE requests ADD COLUMN withdrawn_at BIGINT;
ALTER TABLE record_sections ADD COLUMN withdrawn_at BIGINT;
