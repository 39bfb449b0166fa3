package org.genlabel.experiment;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.genlabel.data.Dataset;
import org.genlabel.train.TrainingSettings;

/**
 * The data of a study and how to treat it: all that an executor needs to run any of its cells.
 * Immutable except for a cache of prepared datasets, which is thread-safe and not serialised: each
 * process that receives a study fills its own.
 */
public final class Study implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long seed;
  private final Protocol protocol;
  private final TrainingSettings training;
  private final HashMap<String, Dataset> datasets;
  private transient Map<String, PreparedDataset> prepared;

  /** Creates a study on the given datasets. */
  public Study(long seed, Protocol protocol, TrainingSettings training, List<Dataset> datasets) {
    this.seed = seed;
    this.protocol = protocol;
    this.training = training;
    this.datasets = new HashMap<>();
    for (Dataset dataset : datasets) {
      this.datasets.put(dataset.key(), dataset);
    }
  }

  public long seed() {
    return seed;
  }

  public Protocol protocol() {
    return protocol;
  }

  public TrainingSettings training() {
    return training;
  }

  /**
   * Returns the dataset of a key.
   *
   * @throws IllegalArgumentException if the study has none of that key
   */
  public Dataset dataset(String key) {
    Dataset dataset = datasets.get(key);
    if (dataset == null) {
      throw new IllegalArgumentException("the study has no dataset '" + key + "'");
    }
    return dataset;
  }

  /** Returns the dataset of a key, prepared on first use. */
  public PreparedDataset prepared(String key) {
    Dataset dataset = dataset(key);
    return cache()
        .computeIfAbsent(
            key, ignored -> PreparedDataset.of(dataset, protocol, seed, training.bandwidth()));
  }

  private synchronized Map<String, PreparedDataset> cache() {
    if (prepared == null) {
      prepared = new ConcurrentHashMap<>();
    }
    return prepared;
  }
}
