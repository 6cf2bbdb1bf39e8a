/// The HTTP API, one folder per feature. Tasks come in by `submit`, `batch` and `schedule`, and
/// `route` chooses their route. `cancel` cancels tasks, `deadletter` replays and drops them.
/// `task`, `live` and `queue` show them, from what `view` has read. `files` takes uploads and
/// serves downloads. `auth` knows the keys, `problem` has every error, and `kafka` writes records
/// and has topics created.
package dev.offload.ingest;
