package org.genlabel.fuzz;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a reader may do with a file.
 *
 * @param doubts what can be understood in two ways; none if the file is clear
 * @param flaw what forbids to accept it
 */
public record Judgement(Set<Doubt> doubts, Flaw flaw) {

  /** What can be understood in two ways. */
  public enum Doubt {
    SEPARATOR("data.separator"),
    DECIMAL_MARK("data.decimal"),
    CLASS("data.class");

    private final String key;

    Doubt(String key) {
      this.key = key;
    }

    /** Returns the key with which a user settles it. */
    public String key() {
      return key;
    }
  }

  public Judgement {
    doubts = doubts.isEmpty() ? Set.of() : EnumSet.copyOf(doubts);
  }

  /** Returns whether there is one reading only, so that the file should be read. */
  public boolean isClear() {
    return doubts.isEmpty() && flaw == Flaw.NONE;
  }
}
