package org.genlabel.data.format;

import org.genlabel.data.Table;

/**
 * A file that was read.
 *
 * @param table its contents
 * @param reading how they were understood; classes are not counted yet, and nominal columns are
 *     features
 */
public record TableReading(Table table, FileReading reading) {}
