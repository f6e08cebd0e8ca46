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

import io.github.flinkkvs.emulator.limits.Pacer;
import io.github.flinkkvs.emulator.session.OpenQuestions;
import io.github.flinkkvs.emulator.store.FragmentCursor;
import io.github.flinkkvs.emulator.store.StartSelector;
import io.github.flinkkvs.emulator.store.StoredStream;

import java.time.Instant;

/**
 * What one accepted GetMedia request asks for.
 *
 * @param connection to be closed when the session ends
 * @param pace what the service's bandwidth limit allows the session
 */
record GetMediaCall(
        StoredStream stream,
        StartSelector selector,
        String requestId,
        Instant openedAt,
        CountedConnection connection,
        Pacer pace) {

    /**
     * The way along the stream that the call asks for.
     *
     * @param onAppend called on any thread whenever there may be more; until closed
     * @throws ServiceException if the position is unknown and such calls are to be refused
     */
    FragmentCursor cursor(OpenQuestions questions, Runnable onAppend) {
        StartSelector start =
                questions.nowTakesFragmentInProgress()
                        ? selector.takingFragmentInProgress()
                        : selector;
        FragmentCursor cursor = new FragmentCursor(stream.log(), start, onAppend);
        if (!cursor.lost()) {
            return cursor;
        }
        return switch (questions.unknownPosition()) {
            case IN_BAND_ERROR -> cursor;
            case REFUSED -> {
                cursor.close();
                throw ServiceException.invalidArgument(
                        "The stream has no fragment " + selector.value());
            }
            case OLDEST -> {
                cursor.close();
                yield new FragmentCursor(stream.log(), StartSelector.earliest(), onAppend);
            }
        };
    }
}
