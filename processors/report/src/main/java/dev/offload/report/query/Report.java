package dev.offload.report.query;

import dev.offload.report.protocol.Format;
import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.Message;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// One job, step by step: load the sources, lock the database, keep the query's answer, write it.
final class Report {
  private final Job job;
  private final Messages messages;

  Report(Job job, Messages messages) {
    this.job = job;
    this.messages = messages;
  }

  Message run() throws IOException, SQLException, UnfitReport {
    Answer answer;
    try (Database database = Database.open(job.engine())) {
      load(database);
      database.lock();
      OneSelect.of(job.query(), database).keepAnswer(database, job.limits().rows() + 1);
      answer = Answer.measured(database, job.limits());
      messages.say(new Message.StepDone("query answered, %,d rows".formatted(answer.rows())));
      new AnswerFiles(job, answer, messages).write();
    }
    if (job.files().contains(Format.PARQUET)) {
      writeParquet(answer);
    }
    messages.say(new Message.StepDone("%,d rows written".formatted(answer.rows())));
    return new Message.Answered(
        answer.rows(), answer.columns().stream().map(AnswerColumn::column).toList());
  }

  private void load(Database database) throws IOException, SQLException, UnfitReport {
    SourceTables tables = new SourceTables(database, Path.of(""));
    for (Job.Source source : job.sources()) {
      tables.load(source);
      messages.say(new Message.StepDone(source.table() + " read"));
    }
  }

  /// DuckDB itself writes the file, which a locked database can't. This one has never run a
  /// client's SQL.
  private void writeParquet(Answer answer) throws IOException, SQLException, UnfitReport {
    messages.say(new Message.Doing("Parquet"));
    try (Database database = Database.open(job.engine())) {
      ParquetFile.write(
          database, answer.columns(), Path.of(Format.PARQUET.fileName()), job.limits().fileSize());
    }
  }
}
