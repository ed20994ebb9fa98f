-- Catalogues that were activated (design §4). An older one is never activated again.
CREATE TABLE catalogue_activations (
    version      TEXT   PRIMARY KEY,
    digest       TEXT   NOT NULL,
    activated_at BIGINT NOT NULL
);
