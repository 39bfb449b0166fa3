package org.genlabel.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the attribute that holds the class. */
public final class ClassAttribute {
  private static final String USUAL_NAME = "class";

  private ClassAttribute() {}

  /**
   * Returns the index of the class: the target if one is given, else the attribute called {@code
   * class} in any case, else the last one.
   *
   * @param names the attributes' names, at least one
   * @throws InvalidDataException if no attribute has the target's name, or several are called
   *     {@code class}
   */
  public static int index(String source, List<String> names, Optional<String> target) {
    if (target.isPresent()) {
      int index = names.indexOf(target.get());
      if (index < 0) {
        throw InvalidDataException.in(
            source,
            "no attribute "
                + InvalidDataException.quoted(target.get())
                + ", which should be the class; the attributes are "
                + InvalidDataException.listed(names)
                + "; data.class names the class");
      }
      return index;
    }
    int[] called =
        IntStream.range(0, names.size())
            .filter(i -> names.get(i).equalsIgnoreCase(USUAL_NAME))
            .toArray();
    if (called.length > 1) {
      throw InvalidDataException.in(
          source,
          "both "
              + InvalidDataException.quoted(names.get(called[0]))
              + " and "
              + InvalidDataException.quoted(names.get(called[1]))
              + " could be the class; rename one of them, or name the class with data.class");
    }
    return called.length == 1 ? called[0] : names.size() - 1;
  }
}
