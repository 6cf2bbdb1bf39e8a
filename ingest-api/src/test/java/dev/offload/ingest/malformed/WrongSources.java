package dev.offload.ingest.malformed;

import static dev.offload.ingest.malformed.WrongRequest.task;

import java.util.stream.Stream;

/// Tasks whose source is at no URL that can be fetched.
final class WrongSources {
  private WrongSources() {}

  static Stream<WrongRequest> all() {
    return Stream.of(
            image("'url': 'ftp://example.com/a'").saying("must begin with http:// or https://"),
            image("'url': 'file:///etc/passwd'").saying("must begin with http:// or https://"),
            image("'url': 'example.com/a'"),
            image("'url': ''"),
            image("'url': 7"),
            image("'url': null"),
            image("'url': 'https://'").saying("must name a host"),
            image("'url': 'https://me:secret@example.com/'").saying("no user name or password"),
            image("'url': 'https://example.com/#part'").saying("no fragment"),
            image("'url': 'https://exa mple.com/'"),
            image("'url': 'https://example.com/\\u0000'"),
            image("'url': 'https://example.com:70000/'"),
            image("'url': 'https://2130706433/'"),
            image("'url': 'https://example.com/%zz'"),
            image("'url': 'https://example.com/" + "x".repeat(2048) + "'")
                .saying("at most 2048 characters"),
            image(
                "'url': 'https://example.com/', 'file': 'fil_019ab3c2-0000-7000-8000-000000000000'"),
            wrong(
                "'image', 'input': {'source': {'url': 'https://example.com/'}, 'outputs': [{'name':"
                    + " 'a', 'operations': [{'watermark': {'url': 'mailto:a@example.com'}}]}]}",
                "/input/outputs/0/operations/0/watermark/url"),
            wrong("'image', 'input': {'source': {}}", "/input/source/url"),
            wrong(
                "'email', 'input': {'subject': 'x', 'text': 'x', 'recipients': {'url':"
                    + " 'https://me@example.com/'}}",
                "/input/recipients/url"))
        .map(request -> request.gets(422, "invalid-task"));
  }

  private static WrongRequest image(String source) {
    return wrong("'image', 'input': {'source': {%s}}".formatted(source), "/input/source/url");
  }

  private static WrongRequest wrong(String rest, String pointer) {
    return task("source " + rest, "{'type': %s}".formatted(rest).replace('\'', '"')).at(pointer);
  }
}
