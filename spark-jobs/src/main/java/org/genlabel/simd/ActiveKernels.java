package org.genlabel.simd;

/** Chooses the kernels once per JVM. */
final class ActiveKernels {
  private static final String PROPERTY = "genlabel.simd";

  static final Kernels INSTANCE = choose(System.getProperty(PROPERTY, "auto"));

  private ActiveKernels() {}

  /**
   * The kernels of a choice.
   *
   * @param choice auto, vector or scalar
   */
  static Kernels choose(String choice) {
    return switch (choice) {
      case "scalar" -> new ScalarKernels();
      case "vector" -> vector();
      case "auto" -> isVectorModulePresent() ? vector() : new ScalarKernels();
      default ->
          throw new IllegalArgumentException(
              "system property " + PROPERTY + " must be auto, vector or scalar, not " + choice);
    };
  }

  private static boolean isVectorModulePresent() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  // By name: the class is compiled apart, and must not be loaded where the module is missing.
  private static Kernels vector() {
    try {
      return Class.forName("org.genlabel.simd.VectorKernels")
          .asSubclass(Kernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException(
          "no vector kernels: is Java running with --add-modules=jdk.incubator.vector?", e);
    }
  }
}
