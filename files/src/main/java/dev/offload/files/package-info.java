/// Where uploads and results are kept. [dev.offload.files.FileStore] is the interface.
/// [dev.offload.files.DirectoryFileStore] keeps files in a directory that several processes may
/// share.
package dev.offload.files;
