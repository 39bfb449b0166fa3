package org.genlabel.data.format;

import java.util.List;
import org.genlabel.data.Attribute;

/**
 * What a column of a CSV file holds.
 *
 * @param attribute the column of the table
 * @param reading the same for the user
 * @param values [rows]: numbers, indices of categories or classes, or NaN
 * @param notes what is read as it stands, but may not be meant so
 */
record ColumnContents(
    Attribute attribute, ColumnReading reading, double[] values, List<String> notes) {}
