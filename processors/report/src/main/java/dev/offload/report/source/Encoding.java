package dev.offload.report.source;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.csv.TextEncoding;
import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.ReadingOptions;
import java.nio.charset.Charset;
import java.util.Optional;

/// Finds the encoding of a file: from its byte order mark, what the client says, or the
/// content type, in this order. Otherwise it is UTF-8, or UTF-16 if every other byte is zero.
final class Encoding {
  private Encoding() {}

  static Charset of(Job.Source source, byte[] begin) {
    Optional<Charset> marked = TextEncoding.marked(begin);
    if (marked.isPresent()) {
      return marked.get();
    }
    if (source.reading().encoding() != null) {
      return TextEncoding.ordered(ReadingOptions.charset(source.reading().encoding()), begin);
    }
    return TextEncoding.ofContentType(source.contentType())
        .map(charset -> TextEncoding.ordered(charset, begin))
        .orElseGet(() -> byZeros(begin));
  }

  private static Charset byZeros(byte[] begin) {
    int even = 0;
    int odd = 0;
    for (int i = 0; i < begin.length; i++) {
      if (begin[i] == 0) {
        if (i % 2 == 0) {
          even++;
        } else {
          odd++;
        }
      }
    }
    int many = begin.length / 5;
    if (odd > many && even == 0) {
      return UTF_16LE;
    }
    return even > many && odd == 0 ? UTF_16BE : UTF_8;
  }
}
