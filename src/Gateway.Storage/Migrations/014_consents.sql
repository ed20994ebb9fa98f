-- Consents that a holder has recorded (10 kap. 1 § and 12 kap. OSL). A registration number stands in the sealed entry alone.
CREATE TABLE consents (
    holder      TEXT   NOT NULL REFERENCES parties (id),
    id          TEXT   NOT NULL,
    person      BLOB   NOT NULL,
    givers      TEXT   NOT NULL,
    categories  TEXT   NOT NULL,
    receivers   TEXT   NOT NULL,
    purposes    TEXT   NOT NULL,
    form        TEXT   NOT NULL,
    given_on    TEXT   NOT NULL,
    valid_until TEXT   NOT NULL,
    revoked_at  BIGINT,
    PRIMARY KEY (holder, id)
);

CREATE INDEX consents_by_person ON consents (holder, person);
