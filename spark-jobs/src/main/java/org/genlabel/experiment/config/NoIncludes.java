package org.genlabel.experiment.config;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;

/**
 * Refuses every include, because the library would otherwise fetch URLs and read any file, even for
 * a setting of the command line or the manifest of another user's run.
 */
class NoIncludes
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private final String place;

  /**
   * @param place location of the include, for errors
   */
  NoIncludes(String place) {
    this.place = place;
  }

  final String place() {
    return place;
  }

  /** Returns what may be included, as the end of a message. */
  String allowed() {
    return "only a configuration file can include others";
  }

  final InvalidConfigException refused(String what) {
    return new InvalidConfigException(place + ": include " + what + ": " + allowed());
  }

  @Override
  public final ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    throw refused("\"" + what + "\"");
  }

  @Override
  public final ConfigObject includeFile(ConfigIncludeContext context, File what) {
    throw refused("file(\"" + what + "\")");
  }

  @Override
  public final ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refused("url(\"" + what + "\")");
  }

  @Override
  public final ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refused("classpath(\"" + what + "\")");
  }
}
