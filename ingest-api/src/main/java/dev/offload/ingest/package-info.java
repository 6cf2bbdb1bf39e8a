/// HTTP in. A folder per feature: `submit` takes tasks, `route` chooses their way, `files` takes
// and
/// gives bytes, `auth` knows the keys, `view` is what questions are answered from, `live` tells of
/// changes, `problem` words every error, `kafka` is how records are written and topics made.
package dev.offload.ingest;
