-- Writes the key frames of each camera to files of JSON, exactly once: a file is there for others when
-- the checkpoint is that covers it. The picture is in Base64, as JSON has no bytes.

SET 'execution.checkpointing.interval' = '2 s';
SET 'table.dml-sync' = 'true';

CREATE TABLE frames (
  frame     BYTES,
  camera    STRING           METADATA FROM 'stream-name',
  taken     TIMESTAMP_LTZ(3) METADATA FROM 'frame-timestamp',
  codec     STRING           METADATA FROM 'codec-id',
  width     INT              METADATA,
  height    INT              METADATA,
  key_frame BOOLEAN          METADATA FROM 'key-frame'
) WITH (
  'connector' = 'kvs-media',
  'stream' = 'front-door;garage',
  'scan.row' = 'frame',
  'scan.startup.mode' = 'earliest',
  'scan.bounded.mode' = 'now'        -- without this line the job writes on until it is cancelled
);

CREATE TABLE key_frames (
  camera  STRING,
  taken   TIMESTAMP_LTZ(3),
  codec   STRING,
  width   INT,
  height  INT,
  picture BYTES
) PARTITIONED BY (camera) WITH (
  'connector' = 'filesystem',
  'path' = 'key-frames',             -- where the TaskManagers run; on a cluster a place that all see
  'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601'
);

INSERT INTO key_frames
SELECT camera, taken, codec, width, height, frame
FROM frames
WHERE key_frame AND width IS NOT NULL;
