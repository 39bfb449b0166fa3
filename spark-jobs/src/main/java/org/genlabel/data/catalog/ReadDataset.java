package org.genlabel.data.catalog;

import java.util.Optional;
import org.genlabel.data.Dataset;
import org.genlabel.data.format.FileReading;

/**
 * A dataset that was read.
 *
 * @param reading how its file was understood; empty for the catalog's and synthetic datasets, for
 *     which nothing had to be found out
 */
public record ReadDataset(Dataset dataset, Optional<FileReading> reading) {}
