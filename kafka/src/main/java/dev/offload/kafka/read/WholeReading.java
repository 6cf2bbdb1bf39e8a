package dev.offload.kafka.read;

/// Topics, or parts of them, that this process reads whole, from their beginning and for ever.
public interface WholeReading extends AutoCloseable {
  /// Whether everything that existed when reading began has been read, and reading goes on.
  boolean isCaughtUp();

  /// Whether the thread that reads is alive.
  boolean isAlive();

  @Override
  void close();
}
