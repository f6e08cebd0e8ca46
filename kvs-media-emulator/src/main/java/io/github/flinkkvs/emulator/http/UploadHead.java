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

package io.github.flinkkvs.emulator.http;

import io.github.flinkkvs.emulator.ingest.UploadRequest;
import io.github.flinkkvs.emulator.store.StoredStream;
import io.github.flinkkvs.emulator.store.StreamStore;

import io.netty.handler.codec.http.HttpHeaders;

/** What the headers of a PutMedia request say. */
record UploadHead(StoredStream stream, UploadRequest times) {
    private static final String STREAM_NAME = "x-amzn-stream-name";
    private static final String STREAM_ARN = "x-amzn-stream-arn";
    private static final String TIMECODE_TYPE = "x-amzn-fragment-timecode-type";
    private static final String PRODUCER_START = "x-amzn-producer-start-timestamp";

    /**
     * Reads them.
     *
     * @throws ServiceException if the service would refuse the request for them
     */
    static UploadHead of(HttpHeaders headers, StreamStore streams) {
        String name = headers.get(STREAM_NAME);
        String arn = headers.get(STREAM_ARN);
        if ((name == null) == (arn == null)) {
            throw ServiceException.invalidArgument(
                    "Exactly one of " + STREAM_NAME + " and " + STREAM_ARN + " is needed");
        }
        UploadRequest times;
        try {
            times = UploadRequest.of(headers.get(TIMECODE_TYPE), headers.get(PRODUCER_START));
        } catch (IllegalArgumentException e) {
            throw ServiceException.invalidArgument(e.getMessage());
        }
        StoredStream stream =
                (name != null ? streams.byName(name) : streams.byArn(arn))
                        .orElseThrow(() -> ServiceException.notFound(name != null ? name : arn));
        return new UploadHead(stream, times);
    }
}
