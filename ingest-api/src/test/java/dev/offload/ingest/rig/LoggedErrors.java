package dev.offload.ingest.rig;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What the application logs as an error, or with a stack trace; not the Kafka node beside it.
public final class LoggedErrors extends Handler implements AutoCloseable {
  private final List<String> errors = new CopyOnWriteArrayList<>();

  private LoggedErrors() {}

  public static LoggedErrors listen() {
    LoggedErrors errors = new LoggedErrors();
    Logger.getLogger("").addHandler(errors);
    return errors;
  }

  public List<String> all() {
    return errors;
  }

  @Override
  public void publish(LogRecord entry) {
    boolean isError = entry.getLevel().intValue() >= Level.SEVERE.intValue();
    boolean isOfTheNode = entry.getLoggerName().startsWith("org.apache.kafka");
    if (!isOfTheNode && (isError || entry.getThrown() != null)) {
      errors.add(entry.getLoggerName() + ": " + entry.getMessage() + " " + entry.getThrown());
    }
  }

  @Override
  public void flush() {
    // Nothing is kept back.
  }

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
