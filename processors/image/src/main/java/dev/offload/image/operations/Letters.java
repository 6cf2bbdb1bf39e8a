package dev.offload.image.operations;

import java.awt.geom.GeneralPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/// The letters of the font that comes along. The JDK's own fonts need a library and files of the
/// system, which an image of a container may not have.
final class Letters {
  private static final String FONT = "DejaVuSans.ttf";

  private static final TrueTypeFont LOADED = load();
  private static final CmapLookup CHARACTERS = characters();

  /// Those that somebody wrote, by their numbers in the font, which has some thousands.
  private static final Map<Integer, Letter> READ = new ConcurrentHashMap<>();

  private Letters() {}

  /// @param outline in units of the font, with y growing upwards; many threads read it
  /// @param advance how far the next letter is to the right
  record Letter(GeneralPath outline, int advance) {}

  /// @throws IllegalArgumentException if the font does not have it
  static Letter letter(int character) {
    int number = CHARACTERS.getGlyphId(character);
    if (number == 0) {
      throw new IllegalArgumentException(
          "each character of watermark.text must be in the font DejaVu Sans, was %s (U+%04X)"
              .formatted(Character.toString(character), character));
    }
    return READ.computeIfAbsent(number, Letters::read);
  }

  private static Letter read(int number) {
    // The font reads its file on demand, and is not made for many threads.
    synchronized (LOADED) {
      try {
        GlyphData glyph = LOADED.getGlyph().getGlyph(number);
        GeneralPath outline = glyph == null ? new GeneralPath() : glyph.getPath();
        return new Letter(outline, LOADED.getAdvanceWidth(number));
      } catch (IOException e) {
        throw new UncheckedIOException("the font can't be read", e);
      }
    }
  }

  private static TrueTypeFont load() {
    try (InputStream in = Letters.class.getResourceAsStream(FONT)) {
      if (in == null) {
        throw new IllegalStateException("no resource %s beside %s".formatted(FONT, Letters.class));
      }
      return new TTFParser().parse(new RandomAccessReadBuffer(in));
    } catch (IOException e) {
      throw new UncheckedIOException("the font can't be read", e);
    }
  }

  private static CmapLookup characters() {
    try {
      return LOADED.getUnicodeCmapLookup();
    } catch (IOException e) {
      throw new UncheckedIOException("the font can't be read", e);
    }
  }
}
