-- The tables of the task view, in SQLite's words; Dialect has PostgreSQL's. What was made by other statements
-- is dropped and read again from Kafka, so there are no migrations.

-- What this is a copy of: source, current_at.
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
-- state; null once the task has ended, finished before. error_code is null but for a task that has failed
-- or was replaced, grp but for a task that belongs to a group, and usr but for one that belongs to a user.
-- waits_for: the reason to wait that its record names, or null.
CREATE TABLE tasks (
  id BLOB NOT NULL PRIMARY KEY,
  tenant TEXT NOT NULL,
  origin TEXT NOT NULL,
  queue TEXT NOT NULL,
  type TEXT NOT NULL,
  created INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  waits_for TEXT,
  open_since INTEGER,
  finished INTEGER,
  error_code TEXT,
  grp BLOB,
  usr TEXT,
  body BLOB NOT NULL
);

CREATE INDEX tasks_newest ON tasks (tenant, origin, created, id);
CREATE INDEX tasks_newest_of_state ON tasks (tenant, origin, state, created, id);
CREATE INDEX tasks_newest_of_type ON tasks (tenant, origin, type, created, id);
CREATE INDEX tasks_newest_of_error ON tasks (tenant, origin, error_code, created, id)
  WHERE error_code IS NOT NULL;
CREATE INDEX tasks_newest_of_group ON tasks (tenant, origin, grp, created, id)
  WHERE grp IS NOT NULL;
CREATE INDEX tasks_newest_of_user ON tasks (tenant, origin, usr, created, id)
  WHERE usr IS NOT NULL;
CREATE INDEX tasks_by_end ON tasks (tenant, origin, finished, created, id)
  WHERE finished IS NOT NULL;
CREATE INDEX tasks_open ON tasks (tenant, origin, queue, state, open_since)
  WHERE open_since IS NOT NULL;

-- In the order in which tasks of a queue are handed out.
CREATE INDEX tasks_in_turn ON tasks (tenant, queue, waits_for, priority, open_since)
  WHERE state = 'queued';

-- Where two clocks differ: as a rule it is empty, and a task has ended after it was made.
CREATE INDEX tasks_ended_before_made ON tasks (tenant, origin, created) WHERE finished < created;

-- How many tasks that have not ended there are. waits_for is '' for null, and change grows with each change, so
-- that a reader needs only what has changed since.
CREATE TABLE counts (
  queue TEXT NOT NULL,
  tenant TEXT NOT NULL,
  state TEXT NOT NULL,
  waits_for TEXT NOT NULL,
  tasks INTEGER NOT NULL,
  change INTEGER NOT NULL,
  PRIMARY KEY (queue, tenant, state, waits_for)
) WITHOUT ROWID;

CREATE INDEX counts_changed ON counts (change);

-- The newest tasks of a tag are a range of this table.
CREATE TABLE tags (
  tenant TEXT NOT NULL,
  origin TEXT NOT NULL,
  tag TEXT NOT NULL,
  created INTEGER NOT NULL,
  id BLOB NOT NULL,
  PRIMARY KEY (tenant, origin, tag, created, id)
) WITHOUT ROWID;

-- Which tasks name a file; one that does not tell stands under the file ''.
CREATE TABLE named_files (
  tenant TEXT NOT NULL,
  file TEXT NOT NULL,
  task TEXT NOT NULL,
  PRIMARY KEY (tenant, file, task)
) WITHOUT ROWID;

CREATE INDEX named_files_of_task ON named_files (task);

-- One row per group: the last version of its status as JSON. An id of a group begins with its time.
CREATE TABLE task_groups (
  id BLOB PRIMARY KEY,
  tenant TEXT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  body BLOB NOT NULL
) WITHOUT ROWID;

CREATE INDEX groups_newest ON task_groups (tenant, id);
CREATE INDEX groups_newest_of_state ON task_groups (tenant, state, id);
CREATE INDEX groups_live ON task_groups (state) WHERE state IN ('open', 'running');

-- Which groups name a file in what follows them.
CREATE TABLE group_files (
  tenant TEXT NOT NULL,
  file TEXT NOT NULL,
  grp BLOB NOT NULL,
  PRIMARY KEY (tenant, file, grp)
) WITHOUT ROWID;

CREATE INDEX group_files_of_group ON group_files (grp);

-- How far a task is. It may be here before its task is: the two come from different topics.
CREATE TABLE progress (
  id BLOB PRIMARY KEY,
  attempt INTEGER NOT NULL,
  body BLOB NOT NULL
) WITHOUT ROWID;
