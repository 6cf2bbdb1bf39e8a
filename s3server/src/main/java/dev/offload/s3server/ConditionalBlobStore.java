package dev.offload.s3server;

import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Keeps the conditions of writes as S3 does: what is compared is what is replaced. S3Proxy by
/// itself compares first, and then writes.
final class ConditionalBlobStore extends ForwardingBlobStore {
  private static final int PRECONDITION_FAILED = 412;
  private static final int LOCKS = 64;

  private final Object[] locks = new Object[LOCKS];

  ConditionalBlobStore(BlobStore store) {
    super(store);
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    synchronized (locks[Math.floorMod(request.key().hashCode(), LOCKS)]) {
      if (request.ifMatch() != null && !isMatched(request)) {
        throw (S3Exception)
            S3Exception.builder()
                .statusCode(PRECONDITION_FAILED)
                .message("the object has been replaced")
                .build();
      }
      return super.putBlob(request, content);
    }
  }

  private boolean isMatched(PutObjectRequest request) {
    try {
      String etag =
          super.blobMetadata(
                  HeadObjectRequest.builder().bucket(request.bucket()).key(request.key()).build())
              .eTag();
      return unquoted(etag).equals(unquoted(request.ifMatch()));
    } catch (S3Exception e) {
      return false;
    }
  }

  private static String unquoted(String etag) {
    return etag.replace("\"", "");
  }
}
