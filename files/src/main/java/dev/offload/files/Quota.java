package dev.offload.files;

/// How much a tenant's files may take in total.
public record Quota(long bytes, long files) {
  public static final Quota NONE = new Quota(Long.MAX_VALUE, Long.MAX_VALUE);

  public Quota {
    if (bytes < 0 || files < 0) {
      throw new IllegalArgumentException(
          "a quota must not be negative: %d bytes, %d files".formatted(bytes, files));
    }
  }

  public boolean allows(Usage usage) {
    return usage.bytes() <= bytes && usage.files() <= files;
  }
}
