package dev.offload.email.letter;

/// Text that grows up to a limit and stays there.
final class BoundedText {
  private final StringBuilder text = new StringBuilder();
  private final int limit;
  private boolean tooLong;

  BoundedText(int limit) {
    this.limit = limit;
  }

  void append(String part) {
    tooLong |= part.length() > limit - text.length();
    if (!tooLong) {
      text.append(part);
    }
  }

  boolean isTooLong() {
    return tooLong;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
