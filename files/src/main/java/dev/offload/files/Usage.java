package dev.offload.files;

/// The usage of files: the sum of their sizes, and their number.
///
/// Each file counts fully, even if another one has the same content. So a quota does not
/// depend on the files of other tenants and reveals nothing about them.
public record Usage(long bytes, long files) {
  public static final Usage NONE = new Usage(0, 0);

  public Usage plus(long moreBytes, long moreFiles) {
    return new Usage(bytes + moreBytes, files + moreFiles);
  }

  public Usage plus(Usage other) {
    return plus(other.bytes, other.files);
  }
}
