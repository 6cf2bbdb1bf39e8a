/// Taking and giving the bytes of files.
package dev.offload.ingest.files;
