package dev.offload.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.http.FileNames;
import dev.offload.http.HeaderValue;
import dev.offload.http.OneLine;
import dev.offload.schemas.url.OutsideUrl;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HeaderElement;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicHeaderValueParser;
import org.apache.hc.core5.http.message.ParserCursor;

/// The name and the content type that a fetched file gets.
final class FileName {
  private static final int MAX_LENGTH = 255;
  private static final String UNKNOWN_BYTES = "application/octet-stream";
  private static final String TOKEN = "[A-Za-z0-9!#$%&'+.^_`|~-]{1,100}";
  private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN);
  private static final Pattern CHARSET = Pattern.compile(TOKEN);

  private FileName() {}

  /// The name that the server gives (RFC 6266), or else the last part of the URL's path, or else
  /// the host.
  static String of(ClassicHttpResponse response, OutsideUrl url) {
    return given(response)
        .flatMap(FileName::cleaned)
        .or(() -> lastPart(url).flatMap(FileName::cleaned))
        .orElse(url.host());
  }

  /// The content type that the server gives, without parameters other than the charset.
  static String contentType(ClassicHttpResponse response) {
    Optional<HeaderElement> said = element(response, HttpHeaders.CONTENT_TYPE);
    Optional<String> type =
        said.map(HeaderElement::getName).filter(name -> MEDIA_TYPE.matcher(name).matches());
    Optional<String> charset =
        said.flatMap(element -> parameter(element, "charset"))
            .filter(name -> CHARSET.matcher(name).matches());
    return type.map(name -> name.toLowerCase(Locale.ROOT))
        .map(
            name ->
                charset
                    .map(set -> name + "; charset=" + set)
                    .filter(whole -> whole.length() <= MAX_LENGTH)
                    .orElse(name))
        .orElse(UNKNOWN_BYTES);
  }

  private static Optional<String> given(ClassicHttpResponse response) {
    // The client makes one character of each byte.
    return Optional.ofNullable(response.getFirstHeader("Content-Disposition"))
        .map(header -> HeaderValue.text(header.getValue().getBytes(ISO_8859_1)))
        .flatMap(HeaderValue::parse)
        .flatMap(FileNames::of);
  }

  private static Optional<HeaderElement> element(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    if (header == null) {
      return Optional.empty();
    }
    String value = header.getValue();
    HeaderElement[] elements =
        BasicHeaderValueParser.INSTANCE.parseElements(value, new ParserCursor(0, value.length()));
    return Stream.of(elements).findFirst();
  }

  private static Optional<String> parameter(HeaderElement element, String name) {
    return Stream.of(element.getParameters())
        .filter(parameter -> parameter.getName().equalsIgnoreCase(name))
        .map(NameValuePair::getValue)
        .filter(value -> value != null)
        .findFirst();
  }

  private static Optional<String> lastPart(OutsideUrl url) {
    String target = url.target();
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    String last = path.substring(path.lastIndexOf('/') + 1);
    try {
      return Optional.of(URLDecoder.decode(last.replace("+", "%2B"), UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The name without a path and without characters that can't be shown; empty if nothing is
  /// left.
  private static Optional<String> cleaned(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    int[] shown = OneLine.cleaned(last).codePoints().limit(MAX_LENGTH).toArray();
    String clean = new String(shown, 0, shown.length).strip();
    return clean.isEmpty() ? Optional.empty() : Optional.of(clean);
  }
}
