package org.genlabel.experiment.config;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseable;
import java.io.File;
import java.util.regex.Pattern;

/**
 * Includes files beside the including one or below it, and requires that they exist: HOCON silently
 * ignores a missing include, so a mistyped name would run another study. Absolute paths, folders
 * above and URLs cannot be included.
 */
final class RequiredIncludes extends NoIncludes {
  private static final Pattern BELOW = Pattern.compile("[A-Za-z0-9][^:\\\\\\p{Cntrl}]*");

  private final ConfigLimits limits;

  /**
   * @param place the including file
   * @param limits of all files of the configuration together
   */
  RequiredIncludes(String place, ConfigLimits limits) {
    super(place);
    this.limits = limits;
  }

  @Override
  String allowed() {
    return "must be the name of a file beside " + new File(place()).getName() + " or below";
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    ConfigParseable included =
        BELOW.matcher(what).matches() && !what.contains("..") ? context.relativeTo(what) : null;
    if (included == null || included.origin().filename() == null) {
      throw refused("\"" + what + "\"");
    }
    String file = included.origin().filename();
    limits.addFile(new File(file));
    return included.parse(
        context
            .parseOptions()
            .setAllowMissing(false)
            .setIncluder(new RequiredIncludes(file, limits)));
  }
}
