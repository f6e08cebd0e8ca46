-- How many fragments each camera recorded in each ten seconds, by the camera's clock. Each stream has a
-- watermark of its own, so that a window is not closed before the slowest of them has passed its end.

SET 'sql-client.execution.result-mode' = 'tableau';

CREATE TABLE cameras (
  camera    STRING           METADATA FROM 'stream-name',
  recorded  TIMESTAMP_LTZ(3) METADATA FROM 'producer-timestamp',
  received  TIMESTAMP_LTZ(3) METADATA FROM 'server-timestamp',
  WATERMARK FOR recorded AS SOURCE_WATERMARK()
) WITH (
  'connector' = 'kvs-media',
  'stream' = 'front-door;garage',
  'scan.startup.mode' = 'earliest',
  'scan.bounded.mode' = 'now'        -- without this line windows come as they end, for ever
);

SELECT
  camera,
  window_start,
  COUNT(camera) AS fragments,
  MAX(TIMESTAMPDIFF(SECOND, recorded, received)) AS longest_upload
FROM TABLE(TUMBLE(TABLE cameras, DESCRIPTOR(recorded), INTERVAL '10' SECOND))
GROUP BY camera, window_start, window_end;
