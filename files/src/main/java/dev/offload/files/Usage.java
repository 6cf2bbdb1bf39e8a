package dev.offload.files;

/// How much files take: the sum of their sizes, and their number.
///
/// Each file counts fully, even if another one has the same content. So a quota does not
/// depend on other tenants' files, and nobody learns from it what others have.
public record Usage(long bytes, long files) {
  public static final Usage NONE = new Usage(0, 0);

  public Usage plus(long moreBytes, long moreFiles) {
    return new Usage(bytes + moreBytes, files + moreFiles);
  }

  public Usage plus(Usage other) {
    return plus(other.bytes, other.files);
  }
}
