package dev.offload.bench.beside;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// A running system that takes tasks by `POST /v1/tasks` and runs them, seen from outside.
interface Peer extends AutoCloseable {
  String name();

  URI url();

  /// The key that goes with each POST.
  String apiKey();

  /// Gets ready for new tasks. What was there before has ended and no longer counts.
  void begin() throws IOException, InterruptedException;

  void pause() throws IOException, InterruptedException;

  void resume() throws IOException, InterruptedException;

  /// Returns how many tasks wait in the paused queue, once no more of the accepted ones come.
  int awaitWaiting() throws IOException, InterruptedException;

  /// Whether `count` tasks have succeeded since the beginning, as its users can see. Throws if
  /// one has failed.
  boolean haveSucceeded(int count) throws IOException, InterruptedException;

  /// The processor time of all its processes so far.
  Duration cpu();

  /// What a reader has to know to compare it with others. Empty if nothing.
  String remark();

  /// What it is made of.
  Map<String, String> versions() throws IOException;

  @Override
  void close() throws IOException;
}
