package dev.offload.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class S3QuotaTest extends QuotaConformance {
  @TempDir Path directory;

  private S3ForTests s3;

  @BeforeEach
  void findAPlace() {
    s3 = new S3ForTests(directory);
  }

  @Override
  FileStorage place(Quota quota) throws IOException {
    return s3.open(new StoreLimits(Reserve.none(), _ -> quota), InstantSource.system());
  }

  @Override
  void loseTheSums() throws IOException {
    s3.bucket.delete(S3Keys.usage("acme"));
  }

  @Override
  void loseFile(StoredFile file) throws IOException {
    s3.bucket.delete(S3Keys.file("acme", file.id()));
    s3.bucket.delete(S3Keys.content("acme", file.id()));
  }

  @Override
  boolean hasRemains() throws IOException {
    return s3.keys(S3Keys.CONTENT).size() > s3.keys(S3Keys.FILES).size()
        || !s3.bucket.unfinished("").isEmpty();
  }
}
