package org.genlabel.cli.session;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Delegates to its parent, but hides the session extensions on the class path. MLlib has one, for
 * functions that no command here calls; it uses Scala's reflection, which takes about a tenth of
 * the time of a short command. Extensions that {@code spark.sql.extensions} names are still loaded.
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
