package dev.offload.bench.beside;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The programs in some directories.
record Programs(List<Path> directories) {
  Programs {
    directories = List.copyOf(directories);
  }

  static Programs onPath() {
    String path = System.getenv().getOrDefault("PATH", "");
    return new Programs(
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(path)
            .filter(one -> !one.isEmpty())
            .map(Path::of)
            .toList());
  }

  /// The programs among `names` that are not there.
  List<String> missing(List<String> names) {
    return names.stream()
        .filter(
            name -> directories.stream().noneMatch(one -> Files.isExecutable(one.resolve(name))))
        .toList();
  }
}
