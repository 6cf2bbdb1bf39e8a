package dev.offload.image.header;

/// A picture that cannot be worked on, now or ever: what is wrong with it, in words for its sender.
public final class UnfitPicture extends Exception {
  private static final long serialVersionUID = 1;

  /// Why, as the `code` of the task's error.
  public enum Reason {
    /// The bytes are no picture of any kind known here.
    NOT_AN_IMAGE("not-an-image"),
    /// A kind of picture that is known, but not read or written here.
    UNSUPPORTED("image-unsupported"),
    /// The file is cut off or damaged.
    CORRUPT("image-corrupt"),
    /// More bytes or pixels than the configuration permits.
    TOO_LARGE("image-too-large");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  private final Reason reason;

  private UnfitPicture(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public static UnfitPicture notAnImage(String message) {
    return new UnfitPicture(Reason.NOT_AN_IMAGE, message);
  }

  public static UnfitPicture unsupported(String message) {
    return new UnfitPicture(Reason.UNSUPPORTED, message);
  }

  public static UnfitPicture corrupt(String message) {
    return new UnfitPicture(Reason.CORRUPT, message);
  }

  public static UnfitPicture tooLarge(String message) {
    return new UnfitPicture(Reason.TOO_LARGE, message);
  }

  public Reason reason() {
    return reason;
  }
}
