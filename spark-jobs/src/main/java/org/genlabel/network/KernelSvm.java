package org.genlabel.network;

import java.util.Arrays;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;
import org.genlabel.classifier.Classifier;

/**
 * A support vector machine with the kernel exp(-gamma |x - x'|^2), trained by libsvm. Decision
 * boundaries are compared with it (paper Sec. 5.1, gamma = 2).
 */
public final class KernelSvm implements Classifier {
  private static final double CACHE_MEGABYTES = 16;
  private static final double TOLERANCE = 1e-3;

  private final svm_model model;

  private KernelSvm(svm_model model) {
    this.model = model;
  }

  /**
   * Trains a support vector machine.
   *
   * @param x [rows][features]
   * @param labels [rows]
   * @param gamma parameter of the kernel, positive
   * @param cost cost of a point on the wrong side of the margin, positive
   * @throws IllegalArgumentException if libsvm rejects a parameter
   */
  public static KernelSvm train(double[][] x, int[] labels, double gamma, double cost) {
    svm_problem problem = new svm_problem();
    problem.l = x.length;
    problem.x = Arrays.stream(x).map(KernelSvm::nodes).toArray(svm_node[][]::new);
    problem.y = Arrays.stream(labels).asDoubleStream().toArray();
    svm_parameter parameter = new svm_parameter();
    parameter.svm_type = svm_parameter.C_SVC;
    parameter.kernel_type = svm_parameter.RBF;
    parameter.gamma = gamma;
    parameter.C = cost;
    parameter.eps = TOLERANCE;
    parameter.cache_size = CACHE_MEGABYTES;
    parameter.shrinking = 1;
    String wrong = svm.svm_check_parameter(problem, parameter);
    if (wrong != null) {
      throw new IllegalArgumentException("libsvm: " + wrong);
    }
    // By default, libsvm prints its progress.
    svm.svm_set_print_string_function(text -> {});
    return new KernelSvm(svm.svm_train(problem, parameter));
  }

  @Override
  public int[] predict(double[][] x) {
    return Arrays.stream(x).mapToInt(point -> (int) svm.svm_predict(model, nodes(point))).toArray();
  }

  private static svm_node[] nodes(double[] point) {
    svm_node[] nodes = new svm_node[point.length];
    for (int i = 0; i < point.length; i++) {
      nodes[i] = new svm_node();
      nodes[i].index = i + 1;
      nodes[i].value = point[i];
    }
    return nodes;
  }
}
