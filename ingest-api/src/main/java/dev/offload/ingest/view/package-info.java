/// The task view, which answers questions about tasks.
package dev.offload.ingest.view;
