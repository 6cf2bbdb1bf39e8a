package dev.offload.report.pdf;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.librepdf.openpdf.fonts.Liberation;
import org.openpdf.text.Chunk;
import org.openpdf.text.Font;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;

/// The fonts of a document. Liberation Sans has the letters of Latin, Greek, Cyrillic and Hebrew.
/// For others, the fonts that the operator has configured are asked in turn. They are read only
/// when a text needs them.
///
/// A character that no font has is shown as `□`.
public final class Letters {
  private static final String UNKNOWN = "□";
  private static final String COLLECTION = ".ttc";

  private final BaseFont regular;
  private final BaseFont bold;
  private final List<Path> files;
  private List<BaseFont> others;
  private boolean lacking;

  private Letters(BaseFont regular, BaseFont bold, List<Path> files) {
    this.regular = regular;
    this.bold = bold;
    this.files = files;
  }

  /// @param files fonts for letters that Liberation Sans lacks: TrueType or OpenType, or the
  ///     first one of a collection
  public static Letters load(List<Path> files) throws IOException {
    return new Letters(
        bundled("LiberationSans-Regular.ttf"), bundled("LiberationSans-Bold.ttf"), files);
  }

  /// Whether a character was shown as `□`.
  boolean areLacking() {
    return lacking;
  }

  /// The font for blanks between paragraphs. Without one, the library takes one that is not
  /// embedded.
  Font font(float size) {
    return new Font(regular, size);
  }

  /// The text in the fonts that have its letters.
  Phrase phrase(String text, float size, boolean isBold, Color colour) throws IOException {
    Phrase phrase = new Phrase();
    for (Run run : runs(text, isBold)) {
      phrase.add(new Chunk(run.text.toString(), new Font(run.font, size, Font.NORMAL, colour)));
    }
    return phrase;
  }

  /// How wide the longest line of the text is.
  float width(String text, float size, boolean isBold) throws IOException {
    float widest = 0;
    float width = 0;
    for (Run run : runs(text, isBold)) {
      for (String line : run.text.toString().split("(?<=\n)", -1)) {
        width += run.font.getWidthPoint(line.replace("\n", ""), size);
        widest = Math.max(widest, width);
        width = line.endsWith("\n") ? 0 : width;
      }
    }
    return widest;
  }

  private record Run(BaseFont font, StringBuilder text) {}

  private List<Run> runs(String text, boolean isBold) throws IOException {
    List<Run> runs = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int letter = text.codePointAt(at);
      at += Character.charCount(letter);
      if (isInvisible(letter)) {
        continue;
      }
      BaseFont first = isBold ? bold : regular;
      BaseFont font = Character.isWhitespace(letter) ? last(runs, first) : font(letter, first);
      if (runs.isEmpty() || (font != null && last(runs, first) != font)) {
        runs.add(new Run(font == null ? first : font, new StringBuilder()));
      }
      StringBuilder end = runs.getLast().text;
      if (font == null) {
        lacking = true;
        runs.add(new Run(first, new StringBuilder(UNKNOWN)));
      } else if (Character.isWhitespace(letter)) {
        end.append(letter == '\n' ? '\n' : ' ');
      } else {
        end.appendCodePoint(letter);
      }
    }
    return runs;
  }

  private static BaseFont last(List<Run> runs, BaseFont otherwise) {
    return runs.isEmpty() ? otherwise : runs.getLast().font;
  }

  /// Controls and marks that only direct how a text is set.
  private static boolean isInvisible(int letter) {
    int type = Character.getType(letter);
    boolean selector = letter >= 0xFE00 && letter <= 0xFE0F;
    return selector
        || type == Character.FORMAT
        || (type == Character.CONTROL && !Character.isWhitespace(letter));
  }

  /// The first font that has the letter; null if none has.
  private BaseFont font(int letter, BaseFont first) throws IOException {
    if (first.charExists(letter)) {
      return first;
    }
    for (BaseFont other : others()) {
      if (other.charExists(letter)) {
        return other;
      }
    }
    return null;
  }

  private List<BaseFont> others() throws IOException {
    if (others == null) {
      others = new ArrayList<>();
      for (Path file : files) {
        others.add(font(file.getFileName().toString(), Files.readAllBytes(file)));
      }
    }
    return others;
  }

  private static BaseFont bundled(String name) throws IOException {
    try (InputStream in = Liberation.class.getResourceAsStream("/liberation/" + name)) {
      return font(name, in.readAllBytes());
    }
  }

  private static BaseFont font(String name, byte[] bytes) throws IOException {
    boolean several = name.toLowerCase(Locale.ROOT).endsWith(COLLECTION);
    return BaseFont.createFont(
        several ? name + ",0" : name,
        BaseFont.IDENTITY_H,
        BaseFont.EMBEDDED,
        BaseFont.NOT_CACHED,
        bytes,
        null);
  }
}
