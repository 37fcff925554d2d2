/** Python program that trains implicit ALS with Spark on the pairs beside it, and measures it on the held-out ones. */
export const trainScript = String.raw`"""Trains implicit ALS with Spark on the pairs in this folder, and measures it on those held out.

    python train_als.py --master "local[2]" --out factors
    spark-submit train_als.py --data hdfs:///somewhere --out hdfs:///elsewhere

Settings are in als.json: those of Portrait's iALS, and what they are in Spark's terms. Writes factors/users and
factors/items (id, vector) as Parquet: the score of an item for a user is their inner product.
"""
import argparse
import json
import os
import sys
from pathlib import Path

import numpy as np

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
from pyspark.ml.recommendation import ALS  # noqa: E402
from pyspark.sql import SparkSession, functions as F  # noqa: E402

here = Path(__file__).resolve().parent
args = argparse.ArgumentParser()
args.add_argument("--data", default=here.as_uri())
args.add_argument("--out", default=None, help="where the factors go; nowhere without")
args.add_argument("--master", default=None, help="local[2], local-cluster[2,1,1024], spark://...; else spark-submit's")
args.add_argument("--partitions", type=int, default=None, help="of shuffles; else as many as there are cores")
args.add_argument("--k", type=int, default=10)
args = args.parse_args()
settings = json.loads((here / "als.json").read_text(encoding="utf-8"))["spark"]

builder = SparkSession.builder.appName("Portrait ALS")
if args.master is not None:
    builder = builder.master(args.master)
spark = builder.getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
partitions = args.partitions or max(2, spark.sparkContext.defaultParallelism)
spark.conf.set("spark.sql.shuffle.partitions", partitions)
read = lambda name: spark.read.parquet(args.data.rstrip("/") + "/" + name)  # noqa: E731

pairs = read("pairs.parquet").repartition(partitions).cache()
als = ALS(
    userCol="user", itemCol="item", ratingCol="weight", implicitPrefs=True, coldStartStrategy="nan",
    rank=settings["rank"], maxIter=settings["maxIter"], alpha=settings["alpha"], regParam=settings["regParam"],
    seed=settings["seed"], numUserBlocks=partitions, numItemBlocks=partitions,
)
model = als.fit(pairs)
print("trained on %d pairs in %d partitions" % (pairs.count(), partitions))

if args.out is not None:
    for side, factors in (("users", model.userFactors), ("items", model.itemFactors)):
        ids = read(side + ".parquet").withColumnRenamed("number", "id_number")
        named = factors.join(ids, factors.id == ids.id_number).select(ids.id.alias("id"), F.col("features").alias("vector"))
        named.write.mode("overwrite").parquet(args.out.rstrip("/") + "/" + side)


def measured():
    """Means of NDCG@k, recall@k and the share of users with a hit, over users with pairs held out."""
    items = model.itemFactors.orderBy("id").toPandas()
    numbers = spark.sparkContext.broadcast(items["id"].to_numpy())
    vectors = spark.sparkContext.broadcast(np.array(items["features"].tolist(), dtype=np.float32))
    k = args.k
    gather = lambda table: table.groupBy("user").agg(F.collect_set("item").alias("items"))  # noqa: E731
    seen = gather(pairs.select("user", "item").union(read("had.parquet").select("user", "item")))
    wanted = gather(read("test.parquet")).withColumnRenamed("items", "wanted")
    users = model.userFactors.withColumnRenamed("id", "user").join(wanted, "user").join(seen, "user", "left")

    def one(row):
        place = {n: i for i, n in enumerate(numbers.value)}
        scores = vectors.value @ np.array(row["features"], dtype=np.float32)
        scores[[place[i] for i in (row["items"] or []) if i in place]] = -np.inf
        best = np.argsort(-scores, kind="stable")[:k]
        relevant = set(row["wanted"])
        hits = np.array([numbers.value[i] in relevant for i in best], dtype=float)
        gain = 1 / np.log2(np.arange(2, k + 2))
        ideal = gain[: min(k, len(relevant))].sum()
        return np.array([1.0, (hits * gain[: len(hits)]).sum() / ideal, hits.sum() / len(relevant), float(hits.any())])

    return users.rdd.map(one).fold(np.zeros(4), lambda a, b: a + b)


if settings["test"]:
    total = measured()
    print("users %d ndcg@%d %.5f recall@%d %.5f hit@%d %.5f" % (
        total[0], args.k, total[1] / total[0], args.k, total[2] / total[0], args.k, total[3] / total[0]))
spark.stop()
`;
