package org.genlabel.data.catalog;

import java.util.Locale;

/** Where a dataset comes from. */
public enum DatasetOrigin {
  /** The catalog knows its class and its columns. */
  CATALOG,
  /** A file of the user's, which has to be understood. */
  OWN,
  /** Drawn from its name. */
  SYNTHETIC;

  /** Returns the origin as it is written for programs. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
