package org.genlabel.results;

import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.DatasetSelection;

/**
 * An attempt at a study as planned; its manifest records it.
 *
 * @param selection the datasets
 * @param cells number of cells of the whole study
 * @param sparkVersion of the session it runs in
 * @param host the host named in rows that the driver writes
 */
public record PlannedAttempt(
    ExperimentConfig config,
    DatasetSelection selection,
    int cells,
    String sparkVersion,
    String host) {}
