package dev.offload.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 (FIPS 180-4) whose unfinished state can be saved as a text and resumed by another
/// process. The JDK's own is several times as fast, but can't be saved.
final class SavedSha256 {
  private static final int BLOCK_BYTES = 64;
  private static final int ROUNDS = 64;
  private static final int WORDS = 8;
  private static final int STATE_BYTES = WORDS * Integer.BYTES;
  private static final int LENGTH_AT = BLOCK_BYTES - Long.BYTES;
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int[] START = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private static final int[] K = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private final int[] state;
  private final byte[] block = new byte[BLOCK_BYTES];
  private final int[] words = new int[ROUNDS];
  private long length;

  private SavedSha256(int[] state, long length) {
    this.state = state;
    this.length = length;
  }

  static SavedSha256 ofNothing() {
    return new SavedSha256(START.clone(), 0);
  }

  /// Resumes a hash of `length` bytes from its saved state.
  static SavedSha256 resume(String saved, long length) {
    byte[] bytes = HexFormat.of().parseHex(saved);
    if (bytes.length != STATE_BYTES + length % BLOCK_BYTES) {
      throw new IllegalArgumentException(
          "a hash of %d bytes is not saved in %d".formatted(length, bytes.length));
    }
    SavedSha256 hash = new SavedSha256(new int[WORDS], length);
    ByteBuffer.wrap(bytes).asIntBuffer().get(hash.state);
    System.arraycopy(bytes, STATE_BYTES, hash.block, 0, bytes.length - STATE_BYTES);
    return hash;
  }

  /// The state of the hash. To resume it, the number of bytes is needed as well.
  String save() {
    ByteBuffer saved = ByteBuffer.allocate(STATE_BYTES + pending());
    for (int word : state) {
      saved.putInt(word);
    }
    saved.put(block, 0, pending());
    return HexFormat.of().formatHex(saved.array());
  }

  private int pending() {
    return (int) (length % BLOCK_BYTES);
  }

  void update(byte[] bytes, int offset, int count) {
    int at = offset;
    int end = offset + count;
    int pending = pending();
    length += count;
    if (pending > 0) {
      int more = Math.min(count, BLOCK_BYTES - pending);
      System.arraycopy(bytes, at, block, pending, more);
      at += more;
      if (pending + more < BLOCK_BYTES) {
        return;
      }
      compress(block, 0);
    }
    for (; end - at >= BLOCK_BYTES; at += BLOCK_BYTES) {
      compress(bytes, at);
    }
    System.arraycopy(bytes, at, block, 0, end - at);
  }

  /// The hash of all bytes. No bytes can be added afterwards.
  Sha256 complete() {
    long bits = length * Byte.SIZE;
    int pending = pending();
    block[pending] = (byte) 0x80;
    Arrays.fill(block, pending + 1, BLOCK_BYTES, (byte) 0);
    if (pending >= LENGTH_AT) {
      compress(block, 0);
      Arrays.fill(block, (byte) 0);
    }
    ByteBuffer.wrap(block).putLong(LENGTH_AT, bits);
    compress(block, 0);
    ByteBuffer hash = ByteBuffer.allocate(STATE_BYTES);
    hash.asIntBuffer().put(state);
    return Sha256.of(hash.array());
  }

  private void compress(byte[] bytes, int offset) {
    int[] w = words;
    for (int i = 0; i < BLOCK_BYTES / Integer.BYTES; i++) {
      w[i] = (int) BIG_ENDIAN.get(bytes, offset + Integer.BYTES * i);
    }
    for (int i = BLOCK_BYTES / Integer.BYTES; i < ROUNDS; i++) {
      w[i] = w[i - 16] + small0(w[i - 15]) + w[i - 7] + small1(w[i - 2]);
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int f = state[5];
    int g = state[6];
    int h = state[7];
    for (int i = 0; i < ROUNDS; i++) {
      int t1 = h + big1(e) + ((e & f) ^ (~e & g)) + K[i] + w[i];
      int t2 = big0(a) + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + t1;
      d = c;
      c = b;
      b = a;
      a = t1 + t2;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }

  private static int big0(int x) {
    return Integer.rotateRight(x, 2) ^ Integer.rotateRight(x, 13) ^ Integer.rotateRight(x, 22);
  }

  private static int big1(int x) {
    return Integer.rotateRight(x, 6) ^ Integer.rotateRight(x, 11) ^ Integer.rotateRight(x, 25);
  }

  private static int small0(int x) {
    return Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ (x >>> 3);
  }

  private static int small1(int x) {
    return Integer.rotateRight(x, 17) ^ Integer.rotateRight(x, 19) ^ (x >>> 10);
  }
}
