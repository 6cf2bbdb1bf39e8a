package dev.offload.ingest.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// In what the SQL of the two databases differs.
enum Dialect {
  SQLITE {
    @Override
    String indexed(String table, String alias, String index) {
      return table + " " + alias + " INDEXED BY " + index;
    }

    @Override
    String thenLookUp(String table, String alias, String id) {
      return " CROSS JOIN %1$s %2$s ON %2$s.id = %3$s".formatted(table, alias, id);
    }

    @Override
    String translated(String schema) {
      return schema;
    }
  },

  POSTGRES {
    @Override
    String indexed(String table, String alias, String index) {
      return table + " " + alias;
    }

    @Override
    String thenLookUp(String table, String alias, String id) {
      return " CROSS JOIN LATERAL (SELECT * FROM %1$s x WHERE x.id = %3$s OFFSET 0) %2$s"
          .formatted(table, alias, id);
    }

    @Override
    String translated(String schema) {
      return schema
          .replaceAll("\\bBLOB\\b", "BYTEA")
          .replaceAll("\\bINTEGER\\b", "BIGINT")
          .replaceAll("\\bTEXT\\b", "TEXT COLLATE \"C\"")
          .replace(") WITHOUT ROWID", ")");
    }
  };

  /// A table of a FROM clause that is read by an index. PostgreSQL can't be told which: its planner
  /// takes the one that fits best, and a test looks at its plans.
  abstract String indexed(String table, String alias, String index);

  /// A join that takes the rows before it one by one, in their order, and looks up the row
  /// with that id.
  abstract String thenLookUp(String table, String alias, String id);

  abstract String translated(String schema);

  /// The statements that make the tables and indexes.
  List<String> schema() {
    try (InputStream sql = Dialect.class.getResourceAsStream("view.sql")) {
      String text = new String(sql.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(translated(text).strip().split(";\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
