#!/usr/bin/env bash
# Example, untested here: the project's tests have no YARN. A study on a YARN cluster, driver on the cluster.
#
# To adapt: the queue, the two hdfs:// folders, how many executors of what size, and the configuration. Needed on this
# machine: a Spark 4.1 distribution for Hadoop 3 (SPARK_HOME) and the cluster's configuration (HADOOP_CONF_DIR).
#
#   mvn -B -ntp -Dmaven.test.skip=true package        # makes spark-jobs/target/genlabel.jar
#   hdfs dfs -put -f datasets/bundled hdfs:///genlabel/datasets
#   submit/yarn.sh
set -euo pipefail
unset CDPATH # cd would print what it finds there, and go elsewhere
cd "$(dirname "${BASH_SOURCE[0]}")/.."

: "${SPARK_HOME:?set it to a Spark 4.1 distribution}"
: "${HADOOP_CONF_DIR:?set it to the folder of core-site.xml, hdfs-site.xml and yarn-site.xml}"
config=${CONFIG:-conf/quick.conf}
data=${DATA:-hdfs:///genlabel/datasets}
out=${OUT:-hdfs:///genlabel/results/quick}

# --files copies a configuration to the driver's working folder, where --config finds it by its name; one that includes
# other files needs them listed too, separated by commas.
# If the driver fails, or some cells do (1), spark-submit ends with 1; "yarn logs" shows which.
# Executors that YARN takes away cost retries of their tasks; a driver is not started a second time: the same command
# runs what is missing.
exec "$SPARK_HOME/bin/spark-submit" \
  --master yarn \
  --deploy-mode cluster \
  --queue default \
  --name "genlabel ${config##*/}" \
  --properties-file conf/spark-defaults.conf \
  --driver-memory 2g \
  --executor-memory 2g \
  --executor-cores 4 \
  --num-executors 8 \
  --conf spark.yarn.maxAppAttempts=1 \
  --files "$config" \
  --class org.genlabel.cli.Main \
  spark-jobs/target/genlabel.jar \
  run --config "${config##*/}" --data "$data" --out "$out"
