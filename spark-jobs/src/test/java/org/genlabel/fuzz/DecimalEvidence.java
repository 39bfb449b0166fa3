package org.genlabel.fuzz;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What the numbers of a file say about its decimal mark. Independent of any reader. */
final class DecimalEvidence {
  private static final Pattern SIGN_EXPONENT_BLANKS =
      Pattern.compile("^[+\\p{Pd}\u2212]|[eE][+-]?[0-9]+$|[ \u00a0\u2009\u202f'\u2019]");
  private static final Pattern NUMBER = Pattern.compile("[0-9.,]*[0-9]");
  private static final Pattern COMMA_GROUPS =
      Pattern.compile("[1-9][0-9]{0,2}(,[0-9]{3})+([.][0-9]+)?");
  private static final Pattern ONE_GROUP = Pattern.compile("[1-9][0-9]{0,2}[.,][0-9]{3}");
  private static final Pattern SEVERAL_GROUPS =
      Pattern.compile("[1-9][0-9]{0,2}(,[0-9]{3}){2,}|[1-9][0-9]{0,2}([.][0-9]{3}){2,}");

  /** A way of writing that says something about the marks. */
  private enum Form {
    /** As 1.5 or 1,234.5. */
    POINT,
    COMMA,
    /** As 1.234, which may be either. */
    LONE_POINT,
    LONE_COMMA,
    /** As 1.234.567. */
    POINT_GROUPS,
    COMMA_GROUPS
  }

  /** What follows for a reader. */
  enum Verdict {
    CLEAR,
    DOUBTFUL,
    /** The rules give the file another meaning than the one it was written with. */
    DEFINED_OTHERWISE
  }

  private final KnownTable table;
  private final Dialect dialect;
  private final String[][] cells;

  DecimalEvidence(KnownTable table, Dialect dialect, String[][] cells) {
    this.table = table;
    this.dialect = dialect;
    this.cells = cells;
  }

  Verdict verdict() {
    return dialect.layout().separator() == ',' ? commaSeparated() : otherwiseSeparated();
  }

  /** A comma that does not separate is a thousands mark, or else nobody knows. */
  private Verdict commaSeparated() {
    boolean otherwise = false;
    for (int column = 0; column < table.columns().size(); column++) {
      for (int row = 0; row < cells.length; row++) {
        String number = number(cells[row], column);
        boolean groups = COMMA_GROUPS.matcher(number).matches();
        if ((number.indexOf(',') >= 0 && !groups) || form(number) == Form.POINT_GROUPS) {
          return Verdict.DOUBTFUL;
        }
        otherwise |= !number.isEmpty() && dialect.numbers().decimalMark(row, column) == ',';
      }
    }
    return otherwise ? Verdict.DEFINED_OTHERWISE : Verdict.CLEAR;
  }

  /** The comma is the decimal mark unless something speaks for the point. */
  private Verdict otherwiseSeparated() {
    Set<Form> forms = EnumSet.noneOf(Form.class);
    boolean loneThousands = false;
    for (int column = 0; column < table.columns().size(); column++) {
      for (int row = 0; row < cells.length; row++) {
        Form form = form(number(cells[row], column));
        if (form != null) {
          forms.add(form);
          loneThousands |=
              form == Form.LONE_COMMA && dialect.numbers().decimalMark(row, column) == '.';
        }
      }
    }
    boolean point = forms.contains(Form.POINT);
    boolean doubtful =
        point
            ? forms.contains(Form.COMMA)
                || forms.contains(Form.LONE_COMMA)
                || forms.contains(Form.POINT_GROUPS)
            : forms.contains(Form.LONE_POINT) || forms.contains(Form.COMMA_GROUPS);
    if (doubtful) {
      return Verdict.DOUBTFUL;
    }
    return loneThousands ? Verdict.DEFINED_OTHERWISE : Verdict.CLEAR;
  }

  /** Returns a cell without sign, exponent and blanks; empty if it is no number with a mark. */
  private String number(String[] row, int column) {
    boolean marked = row[column].indexOf(',') >= 0 || row[column].indexOf('.') >= 0;
    if (!marked || !table.columns().get(column).kind().isNumber()) {
      return "";
    }
    String bare = SIGN_EXPONENT_BLANKS.matcher(row[column]).replaceAll("");
    return NUMBER.matcher(bare).matches() ? bare : "";
  }

  private static Form form(String number) {
    int comma = number.lastIndexOf(',');
    int point = number.lastIndexOf('.');
    if (comma < 0 && point < 0) {
      return null;
    }
    if (comma >= 0 && point >= 0) {
      return comma > point ? Form.COMMA : Form.POINT;
    }
    if (ONE_GROUP.matcher(number).matches()) {
      return comma >= 0 ? Form.LONE_COMMA : Form.LONE_POINT;
    }
    if (SEVERAL_GROUPS.matcher(number).matches()) {
      return comma >= 0 ? Form.COMMA_GROUPS : Form.POINT_GROUPS;
    }
    return comma >= 0 ? Form.COMMA : Form.POINT;
  }
}
