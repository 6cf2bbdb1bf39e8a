package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.Input.Report;
import dev.offload.schemas.work.AttemptEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What was written about a task: by clients, by workers, and by the ends of its children. The
/// lifecycle reads each of the three in the order in which it was written. How far it has read one
/// says nothing about the others.
final class WorldLog {
  private final List<Input> commands = new ArrayList<>();
  private final List<AttemptEvent> reports = new ArrayList<>();
  private final List<Instant> reportedAt = new ArrayList<>();
  private final List<Input> childReports = new ArrayList<>();
  private int commandsRead;
  private int reportsRead;
  private int childReportsRead;

  void command(Input command) {
    commands.add(command);
  }

  void report(AttemptEvent event, Instant now) {
    reports.add(event);
    reportedAt.add(now);
  }

  void childReport(Input report) {
    childReports.add(report);
  }

  boolean hasNextCommand() {
    return commandsRead < commands.size();
  }

  Input nextCommand() {
    return commands.get(commandsRead++);
  }

  boolean hasNextReport() {
    return reportsRead < reports.size();
  }

  Input nextReport() {
    return new Report(reports.get(reportsRead++));
  }

  boolean hasNextChildReport() {
    return childReportsRead < childReports.size();
  }

  Input nextChildReport() {
    return childReports.get(childReportsRead++);
  }

  /// How many reports were written.
  int reports() {
    return reports.size();
  }

  /// How many of them were read.
  int reportsRead() {
    return reportsRead;
  }

  AttemptEvent report(int index) {
    return reports.get(index);
  }

  /// The time up to which all commands have been read.
  Instant commandsHeardUntil(Instant now) {
    return hasNextCommand() ? Instant.EPOCH : now;
  }

  /// The time up to which all reports have been read.
  Instant reportsHeardUntil(Instant now) {
    return hasNextReport() ? reportedAt.get(reportsRead).minusMillis(1) : now;
  }

  /// Gives `reader` what is left.
  void readAll(Consumer<Input> reader) {
    while (hasNextCommand()) {
      reader.accept(nextCommand());
    }
    while (hasNextReport()) {
      reader.accept(nextReport());
    }
    while (hasNextChildReport()) {
      reader.accept(nextChildReport());
    }
  }

  /// Has all commands read again.
  void repeatCommands() {
    commandsRead = 0;
  }

  /// Has all reports read again, those of children too.
  void repeatReports() {
    reportsRead = 0;
    childReportsRead = 0;
  }
}
