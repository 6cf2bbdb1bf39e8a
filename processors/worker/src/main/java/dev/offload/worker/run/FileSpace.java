package dev.offload.worker.run;

import dev.offload.files.FileStore;
import java.nio.file.Path;
import java.util.function.Supplier;

/// Where runs find their tenants' files, and where their intermediate files may lie.
///
/// `store` is asked only by runs that use files, and may throw where none is configured.
public record FileSpace(Supplier<FileStore> store, Path workRoot) {
  RunFiles forTenant(String tenant) {
    return new RunFiles(store, workRoot, tenant);
  }
}
