-- What is stored of two cameras: one row for each fragment.

SET 'sql-client.execution.result-mode' = 'tableau';
SET 'table.display.max-column-width' = '47';
SET 'execution.runtime-mode' = 'batch';

CREATE TABLE cameras (
  media     BYTES,
  camera    STRING           METADATA FROM 'stream-name',
  number    STRING           METADATA FROM 'fragment-number',
  recorded  TIMESTAMP_LTZ(3) METADATA FROM 'producer-timestamp',
  received  TIMESTAMP_LTZ(3) METADATA FROM 'server-timestamp',
  tags      MAP<STRING, STRING> METADATA FROM 'fragment-tags'
) WITH (
  'connector' = 'kvs-media',
  'stream' = 'front-door;garage',
  'scan.startup.mode' = 'earliest',
  'scan.bounded.mode' = 'now'        -- without it, and in streaming mode, the query goes on with what arrives
);

SELECT camera, number, recorded, received, tags FROM cameras;
