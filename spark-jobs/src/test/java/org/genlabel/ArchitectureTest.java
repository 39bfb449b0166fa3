package org.genlabel;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may depend on whom: the floors of the house, ground floor first. */
@AnalyzeClasses(packages = "org.genlabel", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** A package imports only from floors below its own; a sub-package stands on a floor itself. */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("simd", "random", "classifier", "cost"),
          Set.of("data", "network", "statistics"),
          Set.of("data.format", "data.synthetic", "density"),
          Set.of("data.catalog"),
          Set.of("data.openml", "mixup", "attack", "theory"),
          Set.of("learner"),
          Set.of("train"),
          Set.of("train.protocol"),
          Set.of("train.synthetic", "experiment"),
          Set.of("experiment.config"),
          Set.of("experiment.plan"),
          Set.of("results"),
          Set.of("spark", "ml"),
          Set.of("report.plot"),
          Set.of("report.page"),
          Set.of("report.figures", "report.paper"),
          Set.of("report.study"),
          Set.of("bench", "cli.session", "cli.progress"),
          Set.of("cli"));

  /** The floors that know nothing of Spark, and whose bits do not depend on the machine. */
  private static final List<Set<String>> FLOORS_BELOW_SPARK =
      FLOORS.subList(0, FLOORS.indexOf(Set.of("spark", "ml")));

  private static final long MOST_CLASSES_OF_A_PACKAGE = 25;

  /**
   * What java.lang.Math may round differently on every machine; StrictMath has it with the same
   * bits.
   */
  private static final Set<String> NOT_THE_SAME_EVERYWHERE =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos",
          "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot");

  private static final int MOST_PARAMETERS = 7;

  private static String[] packages(List<Set<String>> floors) {
    return floors.stream()
        .flatMap(Set::stream)
        .map(ArchitectureTest::packageOf)
        .toArray(String[]::new);
  }

  private static String packageOf(String name) {
    return "org.genlabel." + name;
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
      slices().matching("org.genlabel.(**)").should().beFreeOfCycles();

  /** With its package-info, no package is over 26 files. */
  @ArchTest
  static void packagesAreSmall(JavaClasses classes) {
    Map<String, Long> sizes =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

    assertThat(sizes)
        .allSatisfy((name, size) -> assertThat(size).isBetween(1L, MOST_CLASSES_OF_A_PACKAGE));
  }

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)(\\$.*)?")
          .because("such names say nothing");

  @ArchTest
  static final ArchRule FEW_WORDS_BETWEEN_ROOMS =
      classes()
          .that()
          .resideOutsideOfPackage("org.genlabel.simd..")
          .should(haveNoMethodOfMoreParametersThan(MOST_PARAMETERS))
          .because("what travels together is a record");

  /** But for the canonical constructors of records, and what the compiler makes of lambdas. */
  private static ArchCondition<JavaClass> haveNoMethodOfMoreParametersThan(int most) {
    return new ArchCondition<>("have no method of more than " + most + " parameters") {
      @Override
      public void check(JavaClass checked, ConditionEvents events) {
        for (JavaCodeUnit unit : checked.getCodeUnits()) {
          boolean isCanonical = checked.isRecord() && unit.isConstructor();
          boolean isWritten = !unit.getModifiers().contains(JavaModifier.SYNTHETIC);
          if (isWritten && !isCanonical && unit.getRawParameterTypes().size() > most) {
            events.add(SimpleConditionEvent.violated(unit, unit.getFullName()));
          }
        }
      }
    };
  }

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
