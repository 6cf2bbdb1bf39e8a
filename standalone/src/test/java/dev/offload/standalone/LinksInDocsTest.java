package dev.offload.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Links from one document of the repository to another.
class LinksInDocsTest {
  private static final Path ROOT = Path.of("..");

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern OTHER_SITE = Pattern.compile("[a-z]+:.*");
  private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<Path> pages = pages();

    assertThat(pages).contains(ROOT.resolve("README.md"), ROOT.resolve("docs/decisions/README.md"));
    for (Path page : pages) {
      for (String link : links(page)) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        assertThat(target).as("%s links to %s", page, link).exists();
        if (parts.length == 2) {
          assertThat(anchors(target)).as("%s links to %s", page, link).contains(parts[1]);
        }
      }
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().contains("/target/"))
          .filter(file -> !file.toString().contains("/node_modules/"))
          .toList();
    }
  }

  private static List<String> links(Path page) throws IOException {
    return LINK.matcher(withoutCode(page))
        .results()
        .map(found -> found.group(1))
        .filter(link -> !OTHER_SITE.matcher(link).matches())
        .toList();
  }

  /// What a link to a part of `page` may name: its headings, as GitHub makes anchors of them, and
  /// the anchors that it sets itself.
  private static Set<String> anchors(Path page) throws IOException {
    String text = withoutCode(page);
    Stream<String> headings = HEADING.matcher(text).results().map(found -> anchor(found.group(1)));
    Stream<String> set = ANCHOR.matcher(text).results().map((MatchResult found) -> found.group(1));
    return Stream.concat(headings, set).collect(Collectors.toSet());
  }

  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  private static String withoutCode(Path page) throws IOException {
    return CODE.matcher(Files.readString(page)).replaceAll("");
  }
}
