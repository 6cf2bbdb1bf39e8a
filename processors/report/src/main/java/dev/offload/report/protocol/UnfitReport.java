package dev.offload.report.protocol;

/// A report can't be made, however often it is tried. The message tells the client why.
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
