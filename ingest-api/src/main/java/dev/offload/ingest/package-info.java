/// HTTP in, one folder per feature. Tasks come in by `submit`, `batch` and `schedule`, and `route`
/// chooses their way; `cancel` and `deadletter` end them and run them again; `task`, `live` and
/// `queue` tell of them, from what `view` has read; `files` takes and gives bytes. `auth` knows the
/// keys, `problem` words every error, `kafka` writes records and has topics made.
package dev.offload.ingest;
