/// The task view: what questions about tasks are answered from.
package dev.offload.ingest.view;
