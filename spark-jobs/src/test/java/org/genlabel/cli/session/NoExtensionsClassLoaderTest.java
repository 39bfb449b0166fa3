package org.genlabel.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import org.genlabel.cli.Main;
import org.junit.jupiter.api.Test;

class NoExtensionsClassLoaderTest {
  private final ClassLoader parent = getClass().getClassLoader();

  @Test
  void hidesTheExtensionOfMllib() {
    assertThat(ServiceLoader.load(SparkSessionExtensionsProvider.class, parent)).isNotEmpty();
    assertThat(
            ServiceLoader.load(
                SparkSessionExtensionsProvider.class, new NoExtensionsClassLoader(parent)))
        .isEmpty();
  }

  @Test
  void findsTheParentsClasses() throws ClassNotFoundException {
    assertThat(new NoExtensionsClassLoader(parent).loadClass(Main.class.getName()))
        .isSameAs(Main.class);
  }
}
