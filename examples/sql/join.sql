-- The pictures that decode by themselves, with the place where their camera hangs.

SET 'sql-client.execution.result-mode' = 'tableau';
SET 'execution.runtime-mode' = 'batch';

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
  'scan.bounded.mode' = 'now'
);

CREATE TEMPORARY VIEW places (camera, place) AS
VALUES ('front-door', 'Main entrance'), ('garage', 'Ramp, level -1');

SELECT p.place, f.taken, f.codec, f.width, f.height
FROM frames AS f JOIN places AS p ON f.camera = p.camera
WHERE f.key_frame AND f.width IS NOT NULL;
