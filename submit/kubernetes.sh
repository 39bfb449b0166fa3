#!/usr/bin/env bash
# Example, untested here: the project's tests have no Kubernetes. A study on Kubernetes, driver in a pod.
#
# To adapt: the API server, namespace, service account and image, the folders (a file system that pods reach: s3a://
# here), how many executors of what size, and the configuration. Needed on this machine: a Spark 4.1 distribution
# (SPARK_HOME) and a kubeconfig that may create pods. The image is Spark's own with the program and what s3a:// needs:
#
#   GENLABEL_PROFILES=s3a submit/genlabel --version   # lays the libraries into spark-jobs/target/launcher/spark/jars
#   FROM apache/spark:4.1.0-scala2.13-java17-ubuntu
#   COPY genlabel.jar /opt/genlabel/
#   COPY hadoop-aws-*.jar analyticsaccelerator-s3-*.jar <the jars of software.amazon.awssdk> /opt/spark/jars/
#
# The service account must be allowed to create, watch and delete pods, services and configmaps in the namespace:
#
#   kubectl -n genlabel create serviceaccount spark
#   kubectl -n genlabel create rolebinding spark --clusterrole=edit --serviceaccount=genlabel:spark
#   submit/kubernetes.sh
set -euo pipefail
unset CDPATH # cd would print what it finds there, and go elsewhere
cd "$(dirname "${BASH_SOURCE[0]}")/.."

: "${SPARK_HOME:?set it to a Spark 4.1 distribution}"
: "${KUBERNETES_API:?set it to the API server, e.g. https://192.168.49.2:8443}"
: "${IMAGE:?set it to an image of Spark 4.1 with /opt/genlabel/genlabel.jar}"
: "${BUCKET:?set it to a bucket for datasets, results and the files of a submission}"
config=${CONFIG:-conf/quick.conf}

# --files copies a configuration to the driver's working folder through file.upload.path, to which spark-submit writes
# from here, so it needs the s3a libraries and credentials too. Without them, put the configuration into the image and
# name it by an absolute path.
# The credentials of the pods are those of a secret "s3" with the keys access and secret; with roles for service
# accounts leave these four lines out.
# Do not rely on the exit code of spark-submit: the program's own is that of the driver's container, see
# "kubectl -n genlabel describe pod".
exec "$SPARK_HOME/bin/spark-submit" \
  --master "k8s://$KUBERNETES_API" \
  --deploy-mode cluster \
  --name genlabel \
  --properties-file conf/spark-defaults.conf \
  --driver-memory 2g \
  --executor-memory 2g \
  --executor-cores 4 \
  --num-executors 8 \
  --conf spark.kubernetes.namespace=genlabel \
  --conf spark.kubernetes.authenticate.driver.serviceAccountName=spark \
  --conf spark.kubernetes.container.image="$IMAGE" \
  --conf spark.kubernetes.file.upload.path="s3a://$BUCKET/spark-upload" \
  --conf spark.kubernetes.driver.secretKeyRef.AWS_ACCESS_KEY_ID=s3:access \
  --conf spark.kubernetes.driver.secretKeyRef.AWS_SECRET_ACCESS_KEY=s3:secret \
  --conf spark.kubernetes.executor.secretKeyRef.AWS_ACCESS_KEY_ID=s3:access \
  --conf spark.kubernetes.executor.secretKeyRef.AWS_SECRET_ACCESS_KEY=s3:secret \
  --files "$config" \
  --class org.genlabel.cli.Main \
  local:///opt/genlabel/genlabel.jar \
  run --config "${config##*/}" --data "s3a://$BUCKET/datasets" --out "s3a://$BUCKET/results/quick"
