package dev.offload.report.protocol;

/// A report that can't be had, now or ever: what is wrong with it, in words for its sender.
public final class UnfitReport extends Exception {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  public UnfitReport(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
