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

package io.github.flinkkvs.media.client;

import org.reactivestreams.Publisher;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.kinesisvideomedia.model.GetMediaRequest;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Cuts off answers that are too long. The SDK gathers every body in memory but that of a session:
 * an error that never ends would fill the heap. Errors lose the blanks in front, too.
 */
final class AnswerLimit implements ExecutionInterceptor {

    /** Many times the pages that the service gives: 10,000 streams make about 4 MB. */
    static final int MAX_RESULT_BYTES = 16 << 20;

    /** The service's own errors have some hundred bytes, a proxy's page some thousand. */
    static final int MAX_ERROR_BYTES = 1 << 20;

    @Override
    public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        boolean successful = context.httpResponse().isSuccessful();
        if (successful && context.request() instanceof GetMediaRequest) {
            return context.responsePublisher();
        }
        return context.responsePublisher()
                .map(
                        body ->
                                successful
                                        ? new CutBody(body, MAX_RESULT_BYTES)
                                        : new UnblankedBody(new CutBody(body, MAX_ERROR_BYTES)));
    }
}
