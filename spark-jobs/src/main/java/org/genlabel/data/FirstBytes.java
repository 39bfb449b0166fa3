package org.genlabel.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a file's first bytes tell of its kind. */
final class FirstBytes {
  /** As many as are looked at. */
  static final int LENGTH = 512;

  private final String text;

  private FirstBytes(String text) {
    this.text = text;
  }

  /** Looks at the beginning of a file. */
  static FirstBytes of(byte[] bytes) {
    byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, LENGTH));
    String text = new String(start, StandardCharsets.ISO_8859_1);
    // A byte order mark reads like this in ISO-8859-1.
    return new FirstBytes(
        (text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text).strip());
  }

  /** HTML or XML: no line of an ARFF file and no JSON begins so. */
  boolean isMarkup() {
    return text.startsWith("<");
  }

  boolean isParquet() {
    return text.startsWith("PAR1");
  }

  boolean isGzip() {
    return text.startsWith("\u001f\u008b");
  }
}
