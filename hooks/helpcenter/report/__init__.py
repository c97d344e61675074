"""What readers tell: logs and tickets are read without persons and secrets, counted, and answered with what to write next.

`logs` → `lines` → `events` and `tickets` give scrubbed frozen records, `store` keeps them as Parquet for the length of a run, `tables` asks
for what is to be counted (Ibis; the same for DuckDB, Spark and ClickHouse), `answers` says what it means, `written` how it looks.
The packages of the group `report` are imported here alone, and only when something of them is used.
"""
