package org.genlabel.simd;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the kernels of this JVM once: vectors where HotSpot's C2 compiler is available to compile
 * them to machine code, plain Java elsewhere. The C1 compiler and the interpreter allocate an
 * object for every vector, which is far slower than plain Java. The choice affects only the time:
 * the bits are the same.
 *
 * <p>Until C2 has compiled a kernel, vectors are slow in any JVM. Even so, it does not pay to start
 * with plain Java and to switch later: the quick study takes a fifth less processor time with
 * vectors from the start.
 */
final class ActiveKernels {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveKernels.class);
  private static final String PROPERTY = "genlabel.simd";
  private static final int LEVEL_OF_SECOND_COMPILER = 4;

  private static final Kernels ACTIVE = choose(System.getProperty(PROPERTY, "auto"));

  private ActiveKernels() {}

  static Kernels active() {
    return ACTIVE;
  }

  /**
   * Returns whether this JVM has C2, the only compiler that supports vectors, according to its
   * options: none stops compilation before it ({@code -XX:TieredStopAtLevel}, {@code
   * -XX:CompilationMode}), and none disables compilation altogether ({@code -Xint}). A JVM that
   * does not expose these options is treated as one without C2.
   */
  private static boolean hasSecondCompiler() {
    HotSpotDiagnosticMXBean hotspot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (hotspot == null) {
      return false;
    }
    try {
      return Boolean.parseBoolean(hotspot.getVMOption("UseCompiler").getValue())
          && Integer.parseInt(hotspot.getVMOption("TieredStopAtLevel").getValue())
              >= LEVEL_OF_SECOND_COMPILER
          && !hotspot.getVMOption("CompilationMode").getValue().equals("quick-only");
    } catch (IllegalArgumentException e) {
      LOG.info("a JVM that does not tell how it compiles: plain Java instead of vectors", e);
      return false;
    }
  }

  /**
   * Returns the kernels of a choice.
   *
   * @param choice vector, scalar, or auto
   */
  static Kernels choose(String choice) {
    return switch (choice) {
      case "auto" -> hasSecondCompiler() ? all().get(0) : new ScalarKernels();
      case "scalar" -> new ScalarKernels();
      case "vector" -> vector();
      default ->
          throw new IllegalArgumentException(
              "system property " + PROPERTY + " must be auto, vector or scalar, not " + choice);
    };
  }

  /** Returns all available implementations, fastest first. */
  static List<Kernels> all() {
    List<Kernels> all = new ArrayList<>();
    if (isVectorModulePresent()) {
      try {
        all.add(vector());
      } catch (IllegalStateException e) {
        LOG.info("no vector kernels here", e);
      }
    }
    all.add(new ScalarKernels());
    return all;
  }

  private static boolean isVectorModulePresent() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  // Loaded by name: the class is compiled separately, and must not be loaded where the module is
  // missing.
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
