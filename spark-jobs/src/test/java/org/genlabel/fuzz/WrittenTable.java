package org.genlabel.fuzz;

/**
 * A table written as text.
 *
 * @param text the text, before it is encoded
 * @param cells [rows][columns], as written but for quotes and blanks around them
 * @param lines [rows], the line of the text, counted from 1, on which a row starts
 * @param damage what the flaw did
 */
record WrittenTable(String text, String[][] cells, int[] lines, Flaw.Damage damage) {}
