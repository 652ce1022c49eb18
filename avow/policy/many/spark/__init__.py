"""Judging many records on a Spark cluster that the company has already: the same plan, written for Spark.

    with session("spark://head:7077") as spark:
        judged = SparkJudging(spark).judge(pack, spark.read.parquet("hdfs:///gifts"))
        judged.counts(), judged.findings(), judged.questions(), judged.outcomes(), judged.totals()

What is sent to the cluster is SQL and nothing else: no code of ours runs beside the records, so its machines need
neither Python nor Avow. Distinct names and distinct patterns of what is unknown are the only things that come here to
be worked on. pyspark is an extra, imported when a session is asked for.
"""
