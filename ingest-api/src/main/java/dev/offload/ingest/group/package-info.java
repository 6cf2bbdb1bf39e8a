/// Opens, seals, cancels, shows and lists groups of tasks.
package dev.offload.ingest.group;
