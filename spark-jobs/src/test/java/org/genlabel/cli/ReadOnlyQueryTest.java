package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.genlabel.cli.session.SessionFactory;
import org.genlabel.experiment.config.InvalidConfigException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlyQueryTest {
  private static SparkSession spark;

  @BeforeAll
  static void startSpark() {
    spark = SessionFactory.startBriefly("test", "local[1]");
  }

  @AfterAll
  static void stopSpark() throws IOException {
    spark.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t AS SELECT * FROM cells",
        "CREATE TABLE t USING parquet LOCATION '/x' AS SELECT 1 AS x",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TEMPORARY VIEW v AS SELECT 1",
        "CREATE DATABASE d LOCATION '/x'",
        "CREATE FUNCTION f AS 'a.B'",
        "DROP TABLE cells",
        "DROP VIEW cells",
        "INSERT INTO cells SELECT * FROM cells",
        "INSERT OVERWRITE DIRECTORY '/x' USING parquet SELECT * FROM cells",
        "INSERT OVERWRITE LOCAL DIRECTORY '/x' USING csv SELECT * FROM cells",
        "WITH c AS (SELECT 1 AS x) INSERT OVERWRITE DIRECTORY '/x' USING csv SELECT * FROM c",
        "FROM cells INSERT OVERWRITE DIRECTORY '/x' USING parquet SELECT *",
        "FROM cells INSERT INTO t SELECT * INSERT INTO u SELECT *",
        "SELECT TRANSFORM(scheme) USING 'tee /x' FROM cells",
        "SELECT * FROM (SELECT TRANSFORM(scheme) USING 'tee /x' AS (x) FROM cells)",
        "WITH c AS (SELECT TRANSFORM(scheme) USING 'tee /x' AS (x) FROM cells) SELECT * FROM c",
        "SELECT (SELECT first(x) FROM (SELECT TRANSFORM(scheme) USING 'cat' AS (x) FROM cells))",
        "SELECT * FROM cells WHERE scheme IN (SELECT TRANSFORM(scheme) USING 'cat' AS (x) FROM c)",
        "EXECUTE IMMEDIATE 'CREATE TABLE t AS SELECT 1'",
        "BEGIN CREATE TABLE t AS SELECT 1; END",
        "ADD JAR '/x'",
        "SET spark.sql.warehouse.dir=/x",
        "SET VAR x = 1",
        "RESET",
        "CACHE TABLE cells",
        "REFRESH TABLE cells",
        "TRUNCATE TABLE cells",
        "DELETE FROM cells",
        "UPDATE cells SET trial = 0",
        "MERGE INTO a USING b ON a.x = b.x WHEN MATCHED THEN DELETE",
        "ANALYZE TABLE cells COMPUTE STATISTICS",
        "LOAD DATA INPATH '/x' INTO TABLE cells",
        "USE nosuch",
        "-- SELECT 1\nDROP TABLE cells",
        "/* SELECT 1 */ DROP TABLE cells",
        "CALL p()"
      })
  void aStatementThatDoesMoreThanReadIsRefused(String query) {
    assertThatThrownBy(() -> ReadOnlyQuery.require(spark, query))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("query: ")
        .hasMessageEndingWith(
            " does more than read; allowed are SELECT, WITH, FROM, VALUES, TABLE, SHOW, DESCRIBE"
                + " and EXPLAIN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT 1;",
        "WITH c AS (SELECT * FROM cells) SELECT count(*) FROM c",
        "FROM cells SELECT count(*)",
        "VALUES (1), (2)",
        "TABLE cells",
        "(SELECT 1) UNION ALL (SELECT 2)",
        "SHOW TABLES",
        "SHOW COLUMNS IN cells",
        "SHOW FUNCTIONS",
        "DESCRIBE cells",
        "DESC cv_scores",
        "DESCRIBE FUNCTION avg",
        "DESCRIBE QUERY SELECT 1",
        "EXPLAIN SELECT 1",
        "EXPLAIN INSERT INTO t SELECT 1",
        "SELECT * FROM cells WHERE trial = (SELECT max(trial) FROM cells)",
        "SELECT 'DROP TABLE cells; INSERT INTO' AS text -- CREATE",
        "-- DROP TABLE cells;\nSELECT 1",
        "/* DROP TABLE cells; 'a */ SELECT 1;",
        "SELECT 1 -- ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((",
        "SELECT '((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((('"
      })
  void aStatementThatReadsIsAllowed(String query) {
    assertThatCode(() -> ReadOnlyQuery.require(spark, query)).doesNotThrowAnyException();
  }
}
