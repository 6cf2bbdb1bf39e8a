package dev.offload.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.url.OutsideUrl;
import dev.offload.schemas.url.OutsideUrl.ParsedUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {
  /// As in RFC 3986, section 5.4, without fragments.
  @ParameterizedTest
  @CsvSource({
    "https://b.example/x, https://b.example/x",
    "//b.example/x, http://b.example/x",
    "/x, http://a.example:81/x",
    "x, http://a.example:81/b/c/x",
    "./x, http://a.example:81/b/c/x",
    "x/, http://a.example:81/b/c/x/",
    "../x, http://a.example:81/b/x",
    "../../x, http://a.example:81/x",
    "../../../x, http://a.example:81/x",
    "/../x, http://a.example:81/x",
    "/./x/./y, http://a.example:81/x/y",
    "/proxy/https://x.example/a//b.jpg, http://a.example:81/proxy/https://x.example/a//b.jpg",
    "/x/.., http://a.example:81/",
    "/x/., http://a.example:81/x/",
    "?y=1, http://a.example:81/b/c/d?y=1",
    "x?y=/../z, http://a.example:81/b/c/x?y=/../z",
    "'', http://a.example:81/b/c/d?q",
    "#part, http://a.example:81/b/c/d?q",
    "x#part, http://a.example:81/b/c/x",
    "https://b.example/#part, https://b.example/",
    "HTTPS://B.example/, https://b.example/",
    "/y%20z, http://a.example:81/y%20z",
  })
  void relativeLocationIsResolvedAgainstTheUrlOfTheRequest(String location, String expected) {
    assertThat(Location.of(OutsideUrl.of("http://a.example:81/b/c/d?q"), location))
        .isEqualTo(new ParsedUrl.Valid(OutsideUrl.of(expected)));
  }

  @ParameterizedTest
  @CsvSource({
    "mailto:a@b.example",
    "http:x",
    "//",
    "//user@b.example/",
    "http://[::1/",
    "/a b",
    "/a%zz",
  })
  void invalidLocationIsRefused(String location) {
    assertThat(Location.of(OutsideUrl.of("http://a.example/"), location))
        .isInstanceOf(ParsedUrl.Wrong.class);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example, x, http://a.example/x",
    "http://a.example?q, ?z, http://a.example/?z"
  })
  void locationIsReadFromTheRoot(String from, String location, String expected) {
    assertThat(Location.of(OutsideUrl.of(from), location))
        .isEqualTo(new ParsedUrl.Valid(OutsideUrl.of(expected)));
  }
}
