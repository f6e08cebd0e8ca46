-- Asks the index that the example Archive has written: which files hold what, and where media are missing.

SET 'sql-client.execution.result-mode' = 'tableau';
SET 'table.display.max-column-width' = '70';
SET 'execution.runtime-mode' = 'batch';

CREATE TABLE archived (
  stream_name     STRING,
  fragment_number STRING,
  folder          STRING,            -- below archive/media
  first_frame     TIMESTAMP_LTZ(3),
  last_frame      TIMESTAMP_LTZ(3),
  received        TIMESTAMP_LTZ(3),
  frames          INT,
  chunk_bytes     INT
) WITH (
  'connector' = 'filesystem',
  'path' = 'archive/index',          -- on a cluster a place that all see
  'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601'
);

-- What there is of each stream and hour. A WHERE with a time tells the folder to look into.
SELECT
  folder,
  COUNT(*) AS fragments,
  MIN(first_frame) AS first_frame,
  MAX(last_frame) AS last_frame,
  SUM(frames) AS frames,
  SUM(chunk_bytes) AS chunk_bytes
FROM archived
GROUP BY folder;

-- Where nothing was recorded for more than five seconds.
SELECT stream_name, last_frame AS nothing_from, next_frame AS nothing_until
FROM (
  SELECT
    stream_name,
    CAST(last_frame AS TIMESTAMP(3)) AS last_frame,
    LEAD(CAST(first_frame AS TIMESTAMP(3))) OVER (PARTITION BY stream_name ORDER BY first_frame) AS next_frame
  FROM archived
)
WHERE TIMESTAMPDIFF(SECOND, last_frame, next_frame) > 5;
