/// Uploads, downloads and deletes files.
package dev.offload.ingest.files;
