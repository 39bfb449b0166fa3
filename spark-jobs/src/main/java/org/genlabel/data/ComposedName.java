package org.genlabel.data;

import java.text.Normalizer;

/**
 * Names in Unicode's composed form (NFC). Programs and file systems store accents composed or
 * decomposed, and keyboards type them composed; neither what is found nor a random stream that is
 * keyed by a name may depend on that.
 */
public final class ComposedName {
  private ComposedName() {}

  /** Returns a name in its composed form. */
  public static String of(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }
}
