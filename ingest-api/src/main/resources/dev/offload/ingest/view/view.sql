-- The tables of the task view. Who changes them counts up SqliteFile.SCHEMA: older files are dropped
-- and read again from Kafka, so there are no migrations.

-- What this file is a copy of: schema, source, current_at.
CREATE TABLE about (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Where reading goes on, written together with the rows it has led to.
CREATE TABLE positions (
  topic TEXT NOT NULL,
  partition INTEGER NOT NULL,
  next INTEGER NOT NULL,
  PRIMARY KEY (topic, partition)
) WITHOUT ROWID;

-- One row per task: the last version as JSON, and what is searched by.
-- created, open_since, finished: nanoseconds since 1970. open_since: since when it has been in its
-- state; null once the task has ended, finished before. error_code is null but for a task that has failed.
CREATE TABLE tasks (
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  tenant TEXT NOT NULL,
  origin TEXT NOT NULL,
  queue TEXT NOT NULL,
  type TEXT NOT NULL,
  created INTEGER NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  open_since INTEGER,
  finished INTEGER,
  error_code TEXT,
  body BLOB NOT NULL
);

CREATE INDEX tasks_newest ON tasks (tenant, origin, created, id);
CREATE INDEX tasks_newest_of_state ON tasks (tenant, origin, state, created, id);
CREATE INDEX tasks_newest_of_type ON tasks (tenant, origin, type, created, id);
CREATE INDEX tasks_newest_of_error ON tasks (tenant, origin, error_code, created, id)
  WHERE error_code IS NOT NULL;
CREATE INDEX tasks_open ON tasks (tenant, queue, state, open_since) WHERE open_since IS NOT NULL;

-- The newest tasks of a tag are a range of this table.
CREATE TABLE tags (
  tenant TEXT NOT NULL,
  origin TEXT NOT NULL,
  tag TEXT NOT NULL,
  created INTEGER NOT NULL,
  id BLOB NOT NULL,
  PRIMARY KEY (tenant, origin, tag, created, id)
) WITHOUT ROWID;

-- How far a task is. It may be here before its task is: the two come from different topics.
CREATE TABLE progress (
  id BLOB PRIMARY KEY,
  attempt INTEGER NOT NULL,
  body BLOB NOT NULL
) WITHOUT ROWID;
