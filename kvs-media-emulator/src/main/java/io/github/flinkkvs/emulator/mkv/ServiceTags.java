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

package io.github.flinkkvs.emulator.mkv;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The tags with which the service frames a fragment: names, order and 4-byte sizes as on the wire.
 */
public final class ServiceTags {
    public static final String FRAGMENT_NUMBER = "AWS_KINESISVIDEO_FRAGMENT_NUMBER";
    public static final String SERVER_TIMESTAMP = "AWS_KINESISVIDEO_SERVER_TIMESTAMP";
    public static final String PRODUCER_TIMESTAMP = "AWS_KINESISVIDEO_PRODUCER_TIMESTAMP";
    public static final String MILLIS_BEHIND_NOW = "AWS_KINESISVIDEO_MILLIS_BEHIND_NOW";
    public static final String CONTINUATION_TOKEN = "AWS_KINESISVIDEO_CONTINUATION_TOKEN";
    public static final String ERROR_CODE = "AWS_KINESISVIDEO_ERROR_CODE";
    public static final String ERROR_ID = "AWS_KINESISVIDEO_ERROR_ID";

    /** No bytes, where there is no trailer. */
    public static final byte[] NONE = {};

    private static final int SIZE_LENGTH = 4;

    private ServiceTags() {}

    /** What stands before the cluster. */
    public static byte[] front(String number, Instant serverTimestamp, Instant producerTimestamp) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(FRAGMENT_NUMBER, number);
        tags.put(SERVER_TIMESTAMP, seconds(serverTimestamp));
        tags.put(PRODUCER_TIMESTAMP, seconds(producerTimestamp));
        return write(tags);
    }

    /** What ends a chunk. */
    public static byte[] trailer(long millisBehindNow, String continuationToken) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(MILLIS_BEHIND_NOW, Long.toString(millisBehindNow));
        tags.put(CONTINUATION_TOKEN, continuationToken);
        return write(tags);
    }

    /**
     * A whole chunk that carries nothing but an error.
     *
     * @param fragmentNumber of the fragment that cannot be sent; null if it has none
     */
    public static byte[] errorChunk(String errorCode, int errorId, String fragmentNumber) {
        return new EbmlWriter()
                .raw(MatroskaElements.ebmlHeader())
                .raw(MatroskaElements.segmentStart())
                .raw(error(errorCode, errorId, fragmentNumber))
                .toByteArray();
    }

    /** The tags that say an error, see {@link #errorChunk}. */
    public static byte[] error(String errorCode, int errorId, String fragmentNumber) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(ERROR_CODE, errorCode);
        tags.put(ERROR_ID, Integer.toString(errorId));
        if (fragmentNumber != null) {
            tags.put(FRAGMENT_NUMBER, fragmentNumber);
        }
        return write(tags);
    }

    private static byte[] write(Map<String, String> tags) {
        EbmlWriter writer = new EbmlWriter(SIZE_LENGTH);
        MatroskaElements.tag(writer, tags);
        return writer.toByteArray();
    }

    /** Epoch seconds with exactly three decimals; the service cuts what is finer. */
    private static String seconds(Instant instant) {
        long millis = instant.toEpochMilli();
        String sign = millis < 0 ? "-" : "";
        return String.format(
                Locale.ROOT, "%s%d.%03d", sign, Math.abs(millis / 1000), Math.abs(millis % 1000));
    }
}
