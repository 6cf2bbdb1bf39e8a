/// Locks that are files, and trees of files: what the JDK has no single call for.
package dev.offload.disk;
