package org.genlabel.cli.session;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Shows its parent's classes, but not the session extensions that lie on the class path. MLlib
 * brings one, for functions that no command here calls, and it takes Scala's reflection, which
 * costs about a tenth of a short command. Extensions that {@code spark.sql.extensions} names are
 * loaded as ever.
 */
final class NoExtensionsClassLoader extends ClassLoader {
  private static final String SERVICE =
      "META-INF/services/org.apache.spark.sql.SparkSessionExtensionsProvider";

  NoExtensionsClassLoader(ClassLoader parent) {
    super(parent);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals(SERVICE) ? Collections.emptyEnumeration() : super.getResources(name);
  }
}
