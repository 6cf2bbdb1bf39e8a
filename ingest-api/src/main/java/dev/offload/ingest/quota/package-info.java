/// How many of a kind a tenant may have, whoever asks for more at the same time.
package dev.offload.ingest.quota;
