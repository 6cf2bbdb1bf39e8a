package dev.offload.worker.run;

import dev.offload.files.Quota;
import java.io.IOException;
import java.io.Serial;

/// The files of a task's tenant would exceed its quota.
final class OverQuota extends IOException {
  @Serial private static final long serialVersionUID = 1;

  OverQuota(Quota quota) {
    super(
        "with this output the tenant's files would exceed their quota of %d bytes and %d files"
            .formatted(quota.bytes(), quota.files()));
  }
}
