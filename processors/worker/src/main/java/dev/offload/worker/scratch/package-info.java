/// Where a process keeps intermediate files. Handlers may use it for files of their own.
package dev.offload.worker.scratch;
