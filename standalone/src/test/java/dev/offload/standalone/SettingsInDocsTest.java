package dev.offload.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Settings have three parts or more. So have metrics, and some names on Kafka.
class SettingsInDocsTest {
  private static final Path ROOT = Path.of("..");

  private static final Pattern NAME =
      Pattern.compile("(?<![./\\w])offload(\\.([a-z0-9-]+|<[a-z]+>|\\*)){2,}");

  /// Settings that no mapping has.
  private static final Set<String> ALONE =
      Set.of("offload.files.directory", "offload.storage.reserve");

  /// What a setting was called before. Only the page about upgrades names it.
  private static final Set<String> FORMER = Set.of("offload.lifecycle.line.weights.<tenant>");

  private static final Set<String> METRICS =
      Set.of(
          "offload.lifecycle.clock.ahead",
          "offload.lifecycle.events",
          "offload.lifecycle.parked",
          "offload.lifecycle.queues.closed",
          "offload.lifecycle.timers.behind",
          "offload.lifecycle.trim.age",
          "offload.lifecycle.trim.left.out");

  private static final List<String> ON_KAFKA =
      List.of("offload.direct.", "offload.work.", "offload.workers.");

  @Test
  void everySettingThatIsNamedExists() throws IOException {
    Set<String> settings = settings();

    assertThat(settings).contains("offload.webhook.retry.max-attempts", "offload.types.*.queue");
    assertThat(named())
        .containsKey("offload.submit.debounced")
        .allSatisfy(
            (name, page) ->
                assertThat(settings)
                    .as("%s in %s", name, page)
                    .anyMatch(setting -> isNamed(name, setting)));
  }

  private static Set<String> settings() {
    Stream<String> mapped =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests()).importPackages("dev.offload").stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(type -> ConfigClass.configClass(type.reflect()))
                .flatMap(mapping -> ConfigMappings.getProperties(mapping).keySet().stream());
    return Stream.concat(mapped, ALONE.stream()).collect(Collectors.toSet());
  }

  /// The names in documents, each with a page that has it.
  private static Map<String, String> named() throws IOException {
    Map<String, String> named = new TreeMap<>();
    try (Stream<Path> files = Files.walk(ROOT, 4)) {
      List<Path> pages =
          files
              .filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !file.toString().contains("/target/"))
              .toList();
      for (Path page : pages) {
        NAME.matcher(Files.readString(page))
            .results()
            .forEach(found -> named.put(found.group(), page.toString()));
      }
    }
    named.keySet().removeAll(FORMER);
    named.keySet().removeAll(METRICS);
    named.keySet().removeIf(name -> ON_KAFKA.stream().anyMatch(name::startsWith));
    return named;
  }

  /// Whether `name` stands for `setting`, whose free parts are `*`. At its end, `*` is any rest.
  private static boolean isNamed(String name, String setting) {
    List<String> parts = List.of(name.split("\\.", -1));
    List<String> of = Arrays.asList(setting.replaceAll("\\[\\*]", "").split("\\.", -1));
    boolean isOpen = parts.getLast().equals("*");
    int compared = isOpen ? parts.size() - 1 : parts.size();
    if (isOpen ? of.size() < compared : of.size() != compared) {
      return false;
    }
    return Stream.iterate(0, i -> i < compared, i -> i + 1)
        .allMatch(i -> isFree(of.get(i)) || isFree(parts.get(i)) || of.get(i).equals(parts.get(i)));
  }

  private static boolean isFree(String part) {
    return part.equals("*") || part.startsWith("<");
  }
}
