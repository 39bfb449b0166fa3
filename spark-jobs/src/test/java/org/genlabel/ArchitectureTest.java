package org.genlabel;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who may depend on whom: the floors of the house, ground floor first. */
@AnalyzeClasses(packages = "org.genlabel", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** A package imports only from floors below its own. */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("simd", "random", "classifier", "cost"),
          Set.of("data", "model", "density", "statistics"),
          Set.of("mixup"),
          Set.of("train"),
          Set.of("attack", "experiment", "theory"),
          Set.of("spark", "ml"),
          Set.of("report"),
          Set.of("bench"),
          Set.of("cli"));

  /** The floors that know nothing of Spark, and whose bits do not depend on the machine. */
  private static final List<Set<String>> FLOORS_BELOW_SPARK = FLOORS.subList(0, 5);

  /**
   * What java.lang.Math may round differently on every machine; StrictMath has it with the same
   * bits.
   */
  private static final Set<String> NOT_THE_SAME_EVERYWHERE =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos",
          "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot");

  private static String[] packages(List<Set<String>> floors) {
    return floors.stream()
        .flatMap(Set::stream)
        .map(ArchitectureTest::packageOf)
        .toArray(String[]::new);
  }

  private static String packageOf(String name) {
    return "org.genlabel." + name + "..";
  }

  @ArchTest
  static void packagesImportFromFloorsBelowOnly(JavaClasses classes) {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      for (String name : FLOORS.get(floor)) {
        List<String> forbidden = new ArrayList<>();
        for (Set<String> above : FLOORS.subList(floor, FLOORS.size())) {
          above.stream()
              .filter(other -> !other.equals(name))
              .map(ArchitectureTest::packageOf)
              .forEach(forbidden::add);
        }
        if (!forbidden.isEmpty()) {
          noClasses()
              .that()
              .resideInAPackage(packageOf(name))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(forbidden.toArray(String[]::new))
              .because("a package imports only from floors below it")
              // Not every package of the design is there yet.
              .allowEmptyShould(true)
              .check(classes);
        }
      }
    }
  }

  @ArchTest
  static final ArchRule EVERY_CLASS_LIVES_ON_A_FLOOR =
      classes()
          .that()
          .doNotHaveSimpleName("package-info")
          .should()
          .resideInAnyPackage(packages(FLOORS));

  @ArchTest
  static final ArchRule NOTHING_BELOW_THE_SPARK_FLOOR_KNOWS_SPARK_OR_SCALA =
      noClasses()
          .that()
          .resideInAnyPackage(packages(FLOORS_BELOW_SPARK))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "scala..");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.genlabel.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)(\\$.*)?")
          .because("such names say nothing");

  @ArchTest
  static final ArchRule RESULTS_HAVE_THE_SAME_BITS_EVERYWHERE =
      noClasses()
          .that()
          .resideInAnyPackage(packages(FLOORS_BELOW_SPARK))
          .should()
          .accessTargetWhere(
              describe(
                  "is a function of java.lang.Math that may round differently elsewhere",
                  ArchitectureTest::isNotTheSameEverywhere))
          .because("StrictMath and the kernels of simd have the same bits on every machine");

  private static boolean isNotTheSameEverywhere(JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(Math.class)
        && NOT_THE_SAME_EVERYWHERE.contains(access.getName());
  }

  @ArchTest
  static void groundFloorsAreFound(JavaClasses classes) {
    // A rule over no classes holds; this one sees that there are some.
    assertThat(classes.that(resideInAnyPackage(packages(FLOORS_BELOW_SPARK))).size())
        .isGreaterThan(30);
  }
}
