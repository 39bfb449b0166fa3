package org.genlabel.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * Damaged copies of a valid text, and now and then mere garbage made of what means something in it.
 * {@code -Dgenlabel.fuzz.inputs=100000} asks for so many inputs instead of a test's own number.
 */
public final class FuzzedText {
  private static final int MOST_MUTATIONS = 6;
  private static final int LONGEST_SPAN = 12;
  private static final int MOST_SIGNS = 40;
  private static final int GARBAGE_ONCE_IN = 10;

  private final byte[] base;
  private final String[] signs;
  private final Random random;

  /**
   * @param base a valid text
   * @param signs what means something to whoever reads it
   */
  public FuzzedText(String base, String[] signs, long seed) {
    this.base = base.getBytes(StandardCharsets.UTF_8);
    this.signs = signs.clone();
    this.random = new Random(seed);
  }

  /** How many inputs a test tries. */
  public static int inputs(int usual) {
    return Integer.getInteger("genlabel.fuzz.inputs", usual);
  }

  /** The next input. */
  public byte[] next() {
    return random.nextInt(GARBAGE_ONCE_IN) == 0 ? garbage() : mutated();
  }

  private byte[] garbage() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int signsOfIt = random.nextInt(MOST_SIGNS);
    for (int i = 0; i < signsOfIt; i++) {
      out.writeBytes(random.nextInt(4) == 0 ? noise() : sign());
    }
    return out.toByteArray();
  }

  private byte[] noise() {
    byte[] bytes = new byte[random.nextInt(LONGEST_SPAN)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] mutated() {
    byte[] text = base;
    int mutations = 1 + random.nextInt(MOST_MUTATIONS);
    for (int i = 0; i < mutations; i++) {
      int from = random.nextInt(text.length + 1);
      int to = Math.min(text.length, from + random.nextInt(LONGEST_SPAN));
      text =
          switch (random.nextInt(6)) {
            case 0 -> spliced(text, from, to, new byte[0]);
            case 1 -> spliced(text, from, from, slice(text, from, to));
            case 2 -> spliced(text, from, from, sign());
            case 3 -> spliced(text, from, Math.min(text.length, from + 1), sign());
            case 4 -> spliced(text, from, from, new byte[] {(byte) random.nextInt(256)});
            default -> random.nextInt(10) == 0 ? slice(text, 0, from) : text;
          };
    }
    return text;
  }

  private byte[] sign() {
    return signs[random.nextInt(signs.length)].getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] spliced(byte[] text, int from, int to, byte[] replacement) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(text, 0, from);
    out.writeBytes(replacement);
    out.write(text, to, text.length - to);
    return out.toByteArray();
  }

  private static byte[] slice(byte[] text, int from, int to) {
    return Arrays.copyOfRange(text, from, to);
  }
}
