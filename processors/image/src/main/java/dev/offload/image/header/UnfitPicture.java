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
    /// The picture has more bytes or pixels than the configuration or the task allows.
    TOO_LARGE("image-too-large"),
    /// There is no such file.
    MISSING("file-not-found"),
    /// A crop is outside of the picture.
    OUTSIDE("crop-outside");

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

  public static UnfitPicture missing(String message) {
    return new UnfitPicture(Reason.MISSING, message);
  }

  public static UnfitPicture outside(String message) {
    return new UnfitPicture(Reason.OUTSIDE, message);
  }

  /// The same, with what it is about before the message.
  public UnfitPicture about(String what) {
    return new UnfitPicture(reason, "%s: %s".formatted(what, getMessage()));
  }

  public Reason reason() {
    return reason;
  }
}
