package org.genlabel.data.format;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.genlabel.data.InvalidDataException;

/**
 * The bytes of a text file: UTF-8, with or without a byte order mark, or else ISO-8859-1, in which
 * many old data files are written.
 */
public final class TextBytes {
  private static final int MARK_LENGTH = 3;
  private static final int BUFFER_LENGTH = 8192;

  private final byte[] bytes;
  private final int start;
  private final Charset charset;

  /**
   * Takes over a file's bytes.
   *
   * @param source the file, as the user knows it
   * @throws InvalidDataException if they are not text in one of these encodings: UTF-16,
   *     compressed, or with a NUL byte
   */
  public TextBytes(byte[] bytes, String source) {
    requireText(bytes, source);
    this.bytes = bytes;
    this.start = hasMark(bytes) ? MARK_LENGTH : 0;
    this.charset = isUtf8(bytes) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
  }

  /** Returns the text from its beginning. */
  public BufferedReader reader() {
    return new BufferedReader(
        new InputStreamReader(
            new ByteArrayInputStream(bytes, start, bytes.length - start), charset));
  }

  /** Returns the name of the encoding, and whether a byte order mark says so. */
  String encoding() {
    return charset.name() + (start > 0 ? " with byte order mark" : "");
  }

  private static void requireText(byte[] bytes, String source) {
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
      throw InvalidDataException.in(source, "the file is UTF-16; save it as UTF-8");
    }
    if (startsWith(bytes, 0x1F, 0x8B)) {
      throw InvalidDataException.in(source, "the file is compressed (gzip); unpack it");
    }
    int line = 1;
    for (byte b : bytes) {
      if (b == 0) {
        throw InvalidDataException.at(
            source, line, "a NUL byte, which no text has; ARFF or CSV in UTF-8 is needed");
      }
      line += b == '\n' ? 1 : 0;
    }
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && bytes[0] == (byte) first && bytes[1] == (byte) second;
  }

  private static boolean hasMark(byte[] bytes) {
    return bytes.length >= MARK_LENGTH
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  private static boolean isUtf8(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer input = ByteBuffer.wrap(bytes);
    CharBuffer output = CharBuffer.allocate(BUFFER_LENGTH);
    CoderResult result;
    do {
      output.clear();
      result = decoder.decode(input, output, true);
    } while (result.isOverflow());
    return !result.isError();
  }
}
