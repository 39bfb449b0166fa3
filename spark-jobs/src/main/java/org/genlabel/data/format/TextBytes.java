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
import java.util.Optional;
import org.genlabel.data.InvalidDataException;

/**
 * The bytes of a text file: UTF-8, with or without a byte order mark, or else ISO-8859-1, in which
 * many old data files are written; CSV files may have any encoding.
 */
public final class TextBytes {
  private static final int MARK_LENGTH = 3;
  private static final int BUFFER_LENGTH = 8192;

  private final byte[] bytes;
  private final int start;
  private final Charset charset;

  private TextBytes(byte[] bytes, int start, Charset charset) {
    this.bytes = bytes;
    this.start = start;
    this.charset = charset;
  }

  /**
   * Takes over a file's bytes.
   *
   * @param source the file, as the user knows it
   * @throws InvalidDataException if they are not text in UTF-8 or ISO-8859-1: UTF-16, compressed,
   *     or with a NUL byte
   */
  public TextBytes(byte[] bytes, String source) {
    this(bytes, startOfText(bytes, source), utf8Or(StandardCharsets.ISO_8859_1, bytes));
  }

  /**
   * Takes over the bytes of a CSV file: UTF-8 or UTF-16 by its byte order mark, else UTF-8 if that
   * is possible, else Windows-1252, of which ISO-8859-1 is a part in texts.
   *
   * @param source the file, as the user knows it
   * @param named the encoding, if the user names it
   * @throws InvalidDataException if they are not text in this encoding
   */
  static TextBytes ofCsv(byte[] bytes, String source, Optional<Charset> named) {
    boolean utf16 = startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE);
    TextBytes text;
    if (utf16 && named.filter(charset -> !charset.name().startsWith("UTF-16")).isEmpty()) {
      Charset charset =
          startsWith(bytes, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
      text = new TextBytes(bytes, 2, charset);
    } else if (named.isPresent()) {
      text = new TextBytes(bytes, hasMark(bytes) ? MARK_LENGTH : 0, named.get());
    } else {
      text =
          new TextBytes(
              bytes, startOfText(bytes, source), utf8Or(Charset.forName("windows-1252"), bytes));
    }
    text.requireDecodable(source);
    return text;
  }

  private static int startOfText(byte[] bytes, String source) {
    requireText(bytes, source);
    return hasMark(bytes) ? MARK_LENGTH : 0;
  }

  private static Charset utf8Or(Charset other, byte[] bytes) {
    return new TextBytes(bytes, 0, StandardCharsets.UTF_8).lineOfFirstFault() == 0
        ? StandardCharsets.UTF_8
        : other;
  }

  private void requireDecodable(String source) {
    int line = lineOfFirstFault();
    if (line > 0) {
      throw InvalidDataException.at(
          source,
          line,
          "bytes that are no text in "
              + charset.name()
              + "; name the file's encoding with data.encoding");
    }
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
    if (startsWith(bytes, 'P', 'K') && bytes.length > 3 && bytes[2] == 3 && bytes[3] == 4) {
      throw InvalidDataException.in(
          source, "the file is a zip archive, as Excel's .xlsx files are; save the sheet as CSV");
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

  /** Returns the line of the first bytes that cannot be decoded; 0 if there are none. */
  private int lineOfFirstFault() {
    CharsetDecoder decoder = charset.newDecoder();
    ByteBuffer input = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer output = CharBuffer.allocate(BUFFER_LENGTH);
    int line = 1;
    CoderResult result;
    do {
      output.clear();
      result = decoder.decode(input, output, true);
      output.flip();
      line += (int) output.chars().filter(c -> c == '\n').count();
    } while (result.isOverflow());
    return result.isError() ? line : 0;
  }
}
