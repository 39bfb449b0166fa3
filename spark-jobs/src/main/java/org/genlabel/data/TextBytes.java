package org.genlabel.data;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a text file: UTF-8, with or without a byte order mark, or else ISO-8859-1, in which
 * many old data files are written.
 */
final class TextBytes {
  private static final int MARK_LENGTH = 3;
  private static final int BUFFER_LENGTH = 8192;

  private final byte[] bytes;
  private final int start;
  private final Charset charset;

  TextBytes(byte[] bytes) {
    this.bytes = bytes;
    this.start = hasMark(bytes) ? MARK_LENGTH : 0;
    this.charset = isUtf8(bytes) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
  }

  /** The text from its beginning. */
  BufferedReader reader() {
    return new BufferedReader(
        new InputStreamReader(
            new ByteArrayInputStream(bytes, start, bytes.length - start), charset));
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
