package org.genlabel.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.genlabel.learner.Model;

/** The engines of this build, by the models whose cells they run. Immutable. */
public final class CellEngines {
  private static final String PROFILES = "models-of-profiles.properties";

  private final Map<String, Model> models;
  private final Map<String, CellEngine> engines;
  private final Map<String, String> profiles;

  /**
   * Creates a registry of engines.
   *
   * @param engines at least one
   * @param profiles the Maven profile that adds a model, by the keys of models that not every build
   *     has
   * @throws IllegalArgumentException if two engines provide the same model
   */
  CellEngines(Iterable<CellEngine> engines, Map<String, String> profiles) {
    // Sorted, because engines are found in the order of the class path.
    this.models = new TreeMap<>();
    this.engines = new TreeMap<>();
    this.profiles = new TreeMap<>(profiles);
    for (CellEngine engine : engines) {
      for (Model model : engine.models()) {
        CellEngine other = this.engines.put(model.key(), engine);
        if (other != null) {
          throw new IllegalArgumentException(
              String.format(
                  "%s is provided by both %s and %s",
                  model.key(), other.getClass().getName(), engine.getClass().getName()));
        }
        this.models.put(model.key(), model);
      }
    }
  }

  /** Returns the engines on the class path. */
  public static CellEngines installed() {
    return Installed.ENGINES;
  }

  private static final class Installed {
    // The loader of this class sees the whole application, within a Spark task too.
    static final CellEngines ENGINES =
        new CellEngines(
            ServiceLoader.load(CellEngine.class, CellEngines.class.getClassLoader()), profiles());

    private static Map<String, String> profiles() {
      Properties properties = new Properties();
      try (InputStream in =
          Objects.requireNonNull(CellEngines.class.getResourceAsStream(PROFILES), PROFILES)) {
        properties.load(in);
      } catch (IOException e) {
        throw new IllegalStateException("cannot read " + PROFILES, e);
      }
      Map<String, String> profiles = new LinkedHashMap<>();
      properties.stringPropertyNames().forEach(k -> profiles.put(k, properties.getProperty(k)));
      return profiles;
    }
  }

  /** Returns all models, by key. */
  public List<Model> models() {
    return List.copyOf(models.values());
  }

  /** Returns the model of a key; empty if this build has none. */
  public Optional<Model> model(String key) {
    return Optional.ofNullable(models.get(key));
  }

  /**
   * Returns the engine that runs the cells of a model.
   *
   * @throws IllegalArgumentException if this build has none
   */
  public CellEngine of(Model model) {
    CellEngine engine = engines.get(model.key());
    if (engine == null) {
      throw new IllegalArgumentException(
          "the model must be " + allowedFor(model.key()) + ", not " + model.key());
    }
    return engine;
  }

  /**
   * Describes what a configuration may name instead of a model that this build lacks, and how to
   * build one that has it.
   */
  public String allowedFor(String key) {
    List<String> keys = new ArrayList<>(models.keySet());
    String allowed = keys.size() == 1 ? keys.get(0) : "one of " + String.join(", ", keys);
    String profile = profiles.get(key);
    return profile == null
        ? allowed
        : String.format(
            "%s; %s needs a build with the Maven profile %s: GENLABEL_PROFILES=%s submit/genlabel"
                + " run ...",
            allowed, key, profile, profile);
  }
}
