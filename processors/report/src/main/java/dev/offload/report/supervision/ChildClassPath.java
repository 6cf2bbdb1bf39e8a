package dev.offload.report.supervision;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.rzymek.opczip.OpcOutputStream;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.offload.csv.EndMarked;
import dev.offload.report.query.ReportMain;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.duckdb.DuckDBDriver;
import org.librepdf.openpdf.fonts.Liberation;
import org.openpdf.text.Document;

/// Finds the jars that a child needs, by one class of each jar: where this process has loaded
/// it from. This works whenever classes come from files, with a plain class path or with
/// Quarkus' layout.
final class ChildClassPath {
  private static final List<Class<?>> ONE_OF_EACH =
      List.of(
          ReportMain.class,
          JsonProperty.class,
          JsonFactory.class,
          JsonMapper.class,
          DuckDBDriver.class,
          Workbook.class,
          OpcOutputStream.class,
          CsvReader.class,
          EndMarked.class,
          Document.class,
          Liberation.class);

  private ChildClassPath() {}

  /// The class path for `java -cp`.
  static String find() {
    return ONE_OF_EACH.stream()
        .map(type -> place(type).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new IllegalStateException(
          "%s was not loaded from a file: no child process can load it".formatted(type.getName()));
    }
    try {
      return Path.of(source.getLocation().toURI()).toAbsolutePath();
    } catch (URISyntaxException | RuntimeException e) {
      throw new IllegalStateException(
          "%s was loaded from %s, which is not a file: no child process can load it"
              .formatted(type.getName(), source.getLocation()),
          e);
    }
  }
}
