package dev.offload.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An object that is uploaded while its bytes arrive, in parts if it is large. A part waits on
/// the local disk until it is full. Unless the object is kept, closing this deletes it.
final class S3Content implements AutoCloseable {
  /// After this many parts, the size of a part doubles, so that 10,000 parts are enough for
  /// any object that S3 takes.
  private static final int DOUBLE_EVERY = 1000;

  private static final long FIRST_PART_BYTES = 8L * 1024 * 1024;
  private static final Logger LOG = LoggerFactory.getLogger(S3Content.class);

  private final S3Bucket bucket;
  private final String key;
  private final Spool spool;
  private final List<S3Part> parts = new ArrayList<>();
  private String upload;
  private boolean mayExist;
  private boolean isKept;

  S3Content(S3Bucket bucket, String key, Path directory, Reserve reserve) {
    this.bucket = bucket;
    this.key = key;
    this.spool = new Spool(directory, reserve);
  }

  /// Uploads `content`, at most one buffer beyond `maxBytes`. Nothing of it can be read yet.
  ///
  /// @throws OutOfRoom if too little of the reserve of the local disk is left
  Durable.Copied copy(InputStream content, long maxBytes) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[Durable.BUFFER_BYTES];
    long size = 0;
    int read;
    while (size <= maxBytes && (read = content.read(buffer)) >= 0) {
      digest.update(buffer, 0, read);
      spool.add(buffer, 0, read);
      size += read;
      if (spool.size() >= FIRST_PART_BYTES << (parts.size() / DOUBLE_EVERY)) {
        putPart();
      }
    }
    return new Durable.Copied(size, Sha256.of(digest.digest()));
  }

  private void putPart() throws IOException {
    if (upload == null) {
      upload = bucket.beginParts(key);
    }
    int number = parts.size() + 1;
    parts.add(new S3Part(number, bucket.putPart(key, upload, number, spool)));
    spool.clear();
  }

  /// Makes the object of all that was copied.
  void complete() throws IOException {
    if (upload != null && spool.size() > 0) {
      putPart();
    }
    mayExist = true;
    if (upload == null) {
      bucket.put(key, spool);
    } else {
      bucket.completeParts(key, upload, parts);
    }
  }

  /// Keeps the object, which belongs to a stored file from now on.
  void keep() {
    isKept = true;
  }

  @Override
  public void close() throws IOException {
    spool.close();
    if (isKept) {
      return;
    }
    try {
      if (upload != null) {
        bucket.abortParts(key, upload);
      }
      if (mayExist) {
        bucket.delete(key);
      }
    } catch (IOException e) {
      LOG.warn("An uploaded object could not be deleted and is removed later", e);
    }
  }
}
