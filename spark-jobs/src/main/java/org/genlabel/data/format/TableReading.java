package org.genlabel.data.format;

import java.util.Optional;
import org.genlabel.data.Table;

/**
 * A file that was read.
 *
 * @param table its contents
 * @param reading how they were understood; classes are not counted yet, and nominal columns are
 *     features
 * @param classColumn the name of the class column, if the user or the format names it; else the
 *     rule for ARFF files holds
 */
public record TableReading(Table table, FileReading reading, Optional<String> classColumn) {}
