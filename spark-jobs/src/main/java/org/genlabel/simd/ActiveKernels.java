package org.genlabel.simd;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the kernels of this JVM. Vector kernels are hundreds of times slower than plain Java
 * until HotSpot has compiled them, and never fast on a JVM that does not know how; so plain Java
 * runs until a thread of its own has seen all of them be faster. Nobody can tell the difference:
 * the bits are the same.
 */
final class ActiveKernels {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveKernels.class);
  private static final String PROPERTY = "genlabel.simd";
  private static final int LEVEL_OF_FIRST_COMPILER = 3;

  private static volatile Kernels active = start(System.getProperty(PROPERTY, "auto"));

  private ActiveKernels() {}

  static Kernels active() {
    return active;
  }

  private static Kernels start(String choice) {
    if (!choice.equals("auto")) {
      return choose(choice);
    }
    Kernels scalar = new ScalarKernels();
    if (isVectorModulePresent() && hasSecondCompiler()) {
      Kernels vector = vector();
      Thread thread = new Thread(() -> warmUp(vector, scalar), "genlabel-kernel-warm-up");
      thread.setDaemon(true);
      thread.start();
    }
    return scalar;
  }

  /**
   * Whether this JVM has the compiler that alone knows vectors. Without it a warm-up would keep a
   * core busy for a minute and come to nothing.
   */
  static boolean hasSecondCompiler() {
    HotSpotDiagnosticMXBean hotspot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (hotspot == null) {
      return true;
    }
    try {
      String level = hotspot.getVMOption("TieredStopAtLevel").getValue();
      return Integer.parseInt(level) > LEVEL_OF_FIRST_COMPILER;
    } catch (IllegalArgumentException e) {
      LOG.debug("a JVM that does not tell how it compiles: it is tried out", e);
      return true;
    }
  }

  private static void warmUp(Kernels vector, Kernels scalar) {
    if (KernelWarmUp.isFaster(vector, scalar)) {
      active = vector;
    } else {
      LOG.info("{} are not faster than plain Java here: not used", vector.description());
    }
  }

  /**
   * The kernels of a choice.
   *
   * @param choice vector or scalar
   */
  static Kernels choose(String choice) {
    return switch (choice) {
      case "scalar" -> new ScalarKernels();
      case "vector" -> vector();
      default ->
          throw new IllegalArgumentException(
              "system property " + PROPERTY + " must be auto, vector or scalar, not " + choice);
    };
  }

  /** All there are, fastest first. */
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
