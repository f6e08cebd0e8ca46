/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.flinkkvs.emulator.ingest;

/**
 * The errors that end an upload, by the name and number that the service acknowledges them with.
 *
 * <p>Numbers and meanings are those of <a
 * href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_PutMedia.html">PutMedia</a>,
 * names those that the AWS clients know.
 */
public enum AckError {
    /** The connection broke while media came. */
    STREAM_READ_ERROR(4000),
    /** More than 50 MB. */
    MAX_FRAGMENT_SIZE_REACHED(4001),
    /** Time codes span more than 10 seconds. */
    MAX_FRAGMENT_DURATION_REACHED(4002),
    /** The upload has lasted as long as one may. */
    MAX_CONNECTION_DURATION_REACHED(4003),
    /** A fragment begins before the one that was sent ahead of it. */
    FRAGMENT_TIMECODE_LESSER_THAN_PREVIOUS(4004),
    /** What came is not Matroska, or not one document with one segment. */
    INVALID_MKV_DATA(4006),
    /** A fragment's time is none that can be told. */
    INVALID_PRODUCER_TIMESTAMP(4007),
    /** The stream was deleted. */
    STREAM_NOT_ACTIVE(4008),
    /** Too many items of metadata, one too long, or a name kept for the service. */
    FRAGMENT_METADATA_LIMIT_REACHED(4009),
    /** A frame is of none of the tracks in the header. */
    TRACK_NUMBER_MISMATCH(4010),
    /** A fragment lacks frames of one of the tracks in the header. */
    FRAMES_MISSING_FOR_TRACK(4011),
    /** More than three tracks; 4005 said so in former times. */
    MORE_THAN_ALLOWED_TRACKS_FOUND(4012),
    /** No fault of the producer. */
    INTERNAL_ERROR(5000),
    /** A whole fragment could not be stored. */
    ARCHIVAL_ERROR(5001);

    private final int id;

    AckError(int id) {
        this.id = id;
    }

    public int id() {
        return id;
    }
}
