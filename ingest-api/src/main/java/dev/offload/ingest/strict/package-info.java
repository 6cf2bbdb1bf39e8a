/// Refuses what a client sends and a call does not take, instead of ignoring it.
package dev.offload.ingest.strict;
