"""Draws how many fragments each camera records in each ten seconds, by the camera's clock.

    flink run -py camera_windows.py --jarfile flink-sql-connector-kvs-media-0.1.0-SNAPSHOT.jar

or, with PyFlink's own small cluster in the same process, which needs no Flink beside it:

    python3 camera_windows.py flink-sql-connector-kvs-media-0.1.0-SNAPSHOT.jar

The AWS SDK finds region and credentials in the environment, the profile, or the role of the machine.
The streams are called front-door and garage: write yours in their place.
"""

import pathlib
import sys

from pyflink.table import EnvironmentSettings, TableEnvironment

CAMERAS = """
    CREATE TABLE cameras (
      camera    STRING           METADATA FROM 'stream-name',
      recorded  TIMESTAMP_LTZ(3) METADATA FROM 'producer-timestamp',
      received  TIMESTAMP_LTZ(3) METADATA FROM 'server-timestamp',
      WATERMARK FOR recorded AS SOURCE_WATERMARK()
    ) WITH (
      'connector' = 'kvs-media',
      'stream' = 'front-door;garage',
      'scan.startup.mode' = 'earliest',
      'scan.bounded.mode' = 'now'
    )
"""

WINDOWS = """
    SELECT
      camera,
      window_start,
      COUNT(camera) AS fragments,
      MAX(TIMESTAMPDIFF(SECOND, recorded, received)) AS longest_upload
    FROM TABLE(TUMBLE(TABLE cameras, DESCRIPTOR(recorded), INTERVAL '10' SECOND))
    GROUP BY camera, window_start, window_end
"""


def main(jars):
    session = TableEnvironment.create(EnvironmentSettings.in_streaming_mode())
    if jars:
        urls = [pathlib.Path(jar).resolve().as_uri() for jar in jars]
        session.get_config().set("pipeline.jars", ";".join(urls))
    session.execute_sql(CAMERAS)
    with session.execute_sql(WINDOWS).collect() as windows:
        for camera, start, fragments, longest_upload in windows:
            print(f"{start} {camera:20} {'#' * fragments} (up to {longest_upload} s behind)")


if __name__ == "__main__":
    main(sys.argv[1:])
