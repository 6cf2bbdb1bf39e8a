package dev.offload.ingest.view;

import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.TaskId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// How values are stored in columns, and what an error of a database means.
final class Sql {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int PRIMARY_CODE = 0xff;
  private static final int LONGEST_TEXT = 500;

  /// What PostgreSQL says of data and indexes that are damaged, and of schemas, tables and columns
  /// that are not there.
  private static final List<String> DAMAGE = List.of("XX001", "XX002", "3F000", "42P01", "42703");

  /// PostgreSQL has ended a statement, because of its time limit as a rule.
  private static final String CANCELLED = "57014";

  /// The connection was lost, or PostgreSQL stops, or it is starting.
  private static final List<String> DISCONNECTIONS = List.of("08", "57P", "25P03");

  private Sql() {}

  /// An id as sixteen bytes, which have the order of its text.
  static byte[] bytes(TaskId id) {
    return bytes(id.uuid());
  }

  static byte[] bytes(GroupId id) {
    return bytes(id.uuid());
  }

  private static byte[] bytes(UUID uuid) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  /// The id's part that [#bytes] has written.
  static UUID uuid(byte[] bytes) {
    ByteBuffer id = ByteBuffer.wrap(bytes);
    return new UUID(id.getLong(), id.getLong());
  }

  static TaskId taskId(byte[] bytes) {
    return new TaskId(uuid(bytes));
  }

  /// A text as it is stored and looked for: PostgreSQL has no character 0, and takes no
  /// longer texts into an index than this. Null for null.
  static String text(String value) {
    return value == null
        ? null
        : value.substring(0, Math.min(value.length(), LONGEST_TEXT)).replace('\0', '\uFFFD');
  }

  /// A time as nanoseconds since 1970. Times outside the years 1677 to 2262 count as the limit.
  static long nanos(Instant time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), time.getNano());
    } catch (ArithmeticException _) {
      return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  static <T> T read(byte[] json, Class<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new ViewCorrupt("a row of the task view is not a " + type.getSimpleName(), e);
    }
  }

  static ViewFailure failure(SQLException e) {
    if (e instanceof SQLiteException sqlite && isDamage(sqlite.getResultCode())) {
      return new ViewCorrupt("the task view's file is damaged: " + e.getMessage(), e);
    }
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (DAMAGE.stream().anyMatch(state::startsWith)) {
      return new ViewCorrupt("the task view's tables are damaged: " + e.getMessage(), e);
    }
    return CANCELLED.equals(state)
        ? new ViewBusy("the task view's database did not answer in time: " + e.getMessage())
        : new ViewFailure("the task view's database can't be used: " + e.getMessage(), e);
  }

  /// Whether it is only this connection that can't be used any more.
  static boolean isDisconnection(SQLException e) {
    return e.getSQLState() != null && DISCONNECTIONS.stream().anyMatch(e.getSQLState()::startsWith);
  }

  private static boolean isDamage(SQLiteErrorCode code) {
    int primary = code.code & PRIMARY_CODE;
    return primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
  }
}
