package org.genlabel.cli;

import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.ExecutableDuringAnalysis;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoDir;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.genlabel.experiment.config.InvalidConfigException;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Statements that only read: they query, show or describe. Spark would carry out others at once,
 * and {@code INSERT OVERWRITE DIRECTORY} or a script of {@code TRANSFORM} can write files anywhere.
 */
final class ReadOnlyQuery {
  // Spark's parser takes minutes for some thousand parentheses.
  private static final int DEEPEST = 50;
  private static final int LONGEST = 20_000;
  private static final List<String> INFORMATIONAL = List.of("Show", "Describe", "Explain");

  private ReadOnlyQuery() {}

  /**
   * Checks a statement before it is run.
   *
   * @throws InvalidConfigException if it does more than read, or is too long for Spark's parser
   * @throws Exception Spark's, if the statement cannot be parsed
   */
  static void require(SparkSession spark, String query) throws Exception {
    requireShort(query);
    LogicalPlan plan =
        ((org.apache.spark.sql.classic.SparkSession) spark)
            .sessionState()
            .sqlParser()
            .parsePlan(query);
    if (!(plan instanceof Command && isInformational(plan))) {
      requireReading(plan);
    }
  }

  private static void requireShort(String query) {
    // Spark's own lexer knows which parentheses are in comments or quotes.
    SqlBaseLexer lexer = new SqlBaseLexer(new UpperCaseCharStream(CharStreams.fromString(query)));
    int depth = 0;
    int deepest = 0;
    for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
      int step =
          switch (token.getType()) {
            case SqlBaseLexer.LEFT_PAREN -> 1;
            case SqlBaseLexer.RIGHT_PAREN -> -1;
            default -> 0;
          };
      // An unmatched one is an error, which the parser will find.
      depth = Math.max(0, depth + step);
      deepest = Math.max(deepest, depth);
    }
    if (query.length() > LONGEST || deepest > DEEPEST) {
      throw new InvalidConfigException(
          "query: "
              + query.length()
              + " characters and "
              + deepest
              + " parentheses in each other: at most "
              + LONGEST
              + " and "
              + DEEPEST
              + " are allowed");
    }
  }

  private static boolean isInformational(LogicalPlan plan) {
    String name = plan.getClass().getSimpleName();
    return INFORMATIONAL.stream().anyMatch(name::startsWith);
  }

  private static void requireReading(LogicalPlan plan) {
    String name = plan.getClass().getSimpleName();
    boolean reads =
        !(plan instanceof Command
            || plan instanceof ParsedStatement
            || plan instanceof InsertIntoDir
            || plan instanceof ExecutableDuringAnalysis
            || plan instanceof ScriptTransformation
            // Its text is only known when it runs.
            || name.contains("ExecuteImmediate"));
    if (!reads) {
      throw new InvalidConfigException(
          "query: "
              + name.toLowerCase(Locale.ROOT)
              + " does more than read; allowed are SELECT, WITH, FROM, VALUES, TABLE, SHOW,"
              + " DESCRIBE and EXPLAIN");
    }
    CollectionConverters.asJava(plan.children()).forEach(ReadOnlyQuery::requireReading);
    // Of common table expressions.
    for (Object inner : CollectionConverters.asJava(plan.innerChildren())) {
      if (inner instanceof LogicalPlan nested) {
        requireReading(nested);
      }
    }
    CollectionConverters.asJava(plan.subqueries()).forEach(ReadOnlyQuery::requireReading);
  }
}
