package org.genlabel.experiment;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseable;

/**
 * Includes files beside the including one, and insists on them: HOCON passes over a missing include
 * in silence, and a mistyped name would run another study.
 */
final class RequiredIncludes implements ConfigIncluder {
  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    ConfigParseable included = context.relativeTo(what);
    if (included == null) {
      throw new InvalidConfigException("include \"" + what + "\": not a file's name");
    }
    return included.parse(context.parseOptions().setAllowMissing(false));
  }
}
