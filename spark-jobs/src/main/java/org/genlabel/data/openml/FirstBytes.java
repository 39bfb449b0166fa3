package org.genlabel.data.openml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a file's first bytes tell of its kind. */
final class FirstBytes {
  /** As many as are looked at. */
  static final int LENGTH = 512;

  private final String text;
  private final boolean gzip;

  private FirstBytes(String text) {
    this.gzip = text.startsWith("\u001f\u008b");
    // A byte order mark reads like this in ISO-8859-1.
    this.text = (text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text).strip();
  }

  /** Looks at the beginning of a file. */
  static FirstBytes of(byte[] bytes) {
    byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, LENGTH));
    return new FirstBytes(new String(start, StandardCharsets.ISO_8859_1));
  }

  /** HTML or XML: no line of an ARFF file and no JSON begins so. */
  boolean isMarkup() {
    return text.startsWith("<");
  }

  boolean isParquet() {
    return text.startsWith("PAR1");
  }

  boolean isGzip() {
    return gzip;
  }

  /** What a file that is not the wanted one is, for a message. */
  String kind() {
    if (gzip) {
      return "a gzip file";
    }
    return isParquet() ? "a Parquet file" : "text or something else";
  }
}
