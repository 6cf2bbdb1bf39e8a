/// Directories for the intermediate files of a process. Handlers may use it for their own
/// files.
package dev.offload.worker.scratch;
