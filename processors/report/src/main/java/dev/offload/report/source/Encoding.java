package dev.offload.report.source;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_32BE;
import static java.nio.charset.StandardCharsets.UTF_32LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Reading;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the encoding of a file: from its byte order mark, what the client says, or the
/// content type, in this order. Otherwise it is UTF-8, or UTF-16 if every other byte is zero.
final class Encoding {
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

  private Encoding() {}

  static Charset of(Job.Source source, byte[] begin) {
    Optional<Charset> marked = byMark(begin);
    if (marked.isPresent()) {
      return marked.get();
    }
    if (source.reading().encoding() != null) {
      return ordered(Reading.charset(source.reading().encoding()), begin);
    }
    return byContentType(source.contentType())
        .map(charset -> ordered(charset, begin))
        .orElseGet(() -> byZeros(begin));
  }

  /// UTF-16 does not say which byte of a character comes first. Without a mark, the zeros
  /// tell.
  private static Charset ordered(Charset said, byte[] begin) {
    return said.equals(UTF_16) && byZeros(begin).equals(UTF_16LE) ? UTF_16LE : said;
  }

  private static Optional<Charset> byMark(byte[] begin) {
    return Stream.of(UTF_8, UTF_32LE, UTF_32BE, UTF_16LE, UTF_16BE)
        .filter(charset -> startsWith(begin, "\uFEFF".getBytes(charset)))
        .findFirst();
  }

  private static Optional<Charset> byContentType(String contentType) {
    Matcher charset = CHARSET.matcher(contentType == null ? "" : contentType);
    try {
      return charset.find() ? Optional.of(Reading.charset(charset.group(1))) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // an unknown name is ignored
    }
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

  private static boolean startsWith(byte[] begin, byte[] mark) {
    return begin.length >= mark.length
        && Arrays.equals(begin, 0, mark.length, mark, 0, mark.length);
  }
}
