/// What all lists over HTTP have in common.
package dev.offload.ingest.list;
