package dev.offload.image.header;

/// A picture can't be worked on, however often it is tried. The message tells the client why.
public final class UnfitPicture extends Exception {
  private static final long serialVersionUID = 1;

  /// The reason, with the code of the task's error.
  public enum Reason {
    /// The file is not a picture of a known format.
    NOT_AN_IMAGE("not-an-image"),
    /// The format is known, but can't be read or written.
    UNSUPPORTED("image-unsupported"),
    /// The file is cut off or damaged.
    CORRUPT("image-corrupt"),
    /// The picture has more bytes or pixels than the configuration allows.
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
