package dev.offload.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What a class logs while this is open, where its log goes to Java's own logging, as it does with
/// Quarkus.
public final class LogLines extends Handler implements AutoCloseable {
  private final Logger logger;
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  private final Level usual;

  private LogLines(Logger logger) {
    this.logger = logger;
    this.usual = logger.getLevel();
  }

  public static LogLines of(Class<?> source) {
    LogLines lines = new LogLines(Logger.getLogger(source.getName()));
    lines.logger.addHandler(lines);
    lines.logger.setLevel(Level.INFO);
    return lines;
  }

  /// The errors, oldest first.
  public List<String> errors() {
    return at(Level.SEVERE);
  }

  public List<String> warnings() {
    return at(Level.WARNING);
  }

  public List<String> infos() {
    return at(Level.INFO);
  }

  private List<String> at(Level level) {
    return records.stream()
        .filter(record -> record.getLevel().intValue() == level.intValue())
        .map(LogRecord::getMessage)
        .toList();
  }

  @Override
  public void publish(LogRecord entry) {
    records.add(entry);
  }

  @Override
  public void flush() {
    // Nothing is kept back.
  }

  @Override
  public void close() {
    logger.setLevel(usual);
    logger.removeHandler(this);
  }
}
