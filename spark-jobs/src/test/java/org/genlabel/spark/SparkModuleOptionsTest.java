package org.genlabel.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class SparkModuleOptionsTest {
  @Test
  void theBuildStartsJavaAsSparkDoes() {
    String ofTheBuild = System.getProperty("genlabel.spark.module.options");

    assertThat(words(ofTheBuild))
        .as("spark.module.options of the parent pom, after a change of spark.version")
        .isEqualTo(words(JavaModuleOptions.defaultModuleOptions()));
  }

  private static List<String> words(String options) {
    return List.of(options.strip().split("\\s+"));
  }
}
