package dev.offload.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of an upload in pieces, to which one writer adds.
///
/// A writer takes the numbers of its parts in the arrival before it uploads anything. If its
/// process stalls and another one takes over, the other one has higher numbers, so no part of
/// the first can replace a part of the second. The content is made only of the parts that the
/// arrival names.
final class S3Parts {
  /// What S3 asks of each part but the last one.
  private static final long LEAST_BYTES = 5L * 1024 * 1024;

  private static final long USUAL_BYTES = 8L * 1024 * 1024;

  /// The most parts if each is full. A part that is settled early has at least half the bytes
  /// of a full one.
  private static final int MOST = 4000;

  /// The highest part number that S3 takes.
  private static final int HIGHEST_NUMBER = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(S3Parts.class);

  private final S3Bucket bucket;
  private final String key;
  private final long fullBytes;
  private final List<S3Part> done;
  private String upload;
  private int next;
  private long bytes;

  /// The first number above those of all settled parts. Other writers have none from here on.
  private int free;

  /// Whether a part may still be on its way to the bucket.
  private boolean isPutting;

  S3Parts(S3Bucket bucket, S3Arrival settled) {
    PartialFile file = settled.file();
    S3Arrival.Parts before = settled.parts();
    this.bucket = bucket;
    key = S3Keys.content(file.tenant(), file.id());
    fullBytes = Math.max(USUAL_BYTES, file.size() / MOST + 1);
    done = new ArrayList<>(before.done());
    upload = before.upload();
    next = before.next();
    free = next;
    bytes = before.bytes();
  }

  /// How many bytes all parts have together.
  long bytes() {
    return bytes;
  }

  /// Whether enough bytes wait for a full part.
  boolean isAPart(Spool spool) {
    return spool.size() >= fullBytes;
  }

  /// Whether the bytes that wait may become a part that is not full.
  boolean mayBeAPart(Spool spool) {
    return spool.size() >= Math.max(LEAST_BYTES, fullBytes / 2);
  }

  /// Whether the free numbers may be too few for `rest` bytes, because dead writers have used
  /// some up. An upload without parts can begin anew.
  boolean haveTooFewNumbersFor(long rest) {
    return done.isEmpty() && next + 2 * rest / fullBytes + 2 > HIGHEST_NUMBER;
  }

  /// Begins another upload in S3 with the next part, and with it the numbers.
  void beginAnew() {
    if (upload != null) {
      abort(upload);
    }
    upload = null;
    next = 1;
    free = 1;
  }

  static S3Arrival.Parts none() {
    return new S3Arrival.Parts(null, List.of(), 1, 0);
  }

  /// How many numbers `more` bytes may need.
  int numbersFor(long more) {
    return (int) (more / fullBytes) + 2;
  }

  /// All parts so far, and `numbers` more numbers taken.
  S3Arrival.Parts taking(int numbers) {
    return new S3Arrival.Parts(upload, done, next + numbers, bytes);
  }

  /// The parts that were settled last, without the numbers that were taken and that no part
  /// has or may still get.
  S3Arrival.Parts givingBack(S3Arrival.Parts last) {
    int following = isPutting ? last.next() : free;
    return new S3Arrival.Parts(last.upload(), last.done(), following, last.bytes());
  }

  /// Notes that all parts so far are settled.
  void settled() {
    free = next;
  }

  boolean haveAnUpload() {
    return upload != null;
  }

  /// @return the id of an upload, which is to be noted before it has parts, so that they can be
  ///     found
  String begin() throws IOException {
    return bucket.beginParts(key);
  }

  void goOnWith(String begun) {
    upload = begun;
  }

  /// Aborts an upload in S3. If this fails, its parts are swept later.
  void abort(String begun) {
    try {
      bucket.abortParts(key, begun);
    } catch (IOException e) {
      LOG.debug("Parts that are not needed could not be deleted and are removed later", e);
    }
  }

  /// Adds a part.
  void put(Spool spool) throws IOException {
    isPutting = true;
    done.add(new S3Part(next, bucket.putPart(key, upload, next, spool)));
    isPutting = false;
    next++;
    bytes += spool.size();
    spool.clear();
  }
}
