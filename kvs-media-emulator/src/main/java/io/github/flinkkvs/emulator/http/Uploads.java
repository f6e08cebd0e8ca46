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

import io.github.flinkkvs.emulator.limits.Operation;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;

import java.time.Instant;

/** Accepts or refuses PutMedia requests by their heads. */
final class Uploads {
    private final Service service;
    private final Callers callers;
    private final Admission admission;

    Uploads(Service service, Callers callers, Admission admission) {
        this.service = service;
        this.callers = callers;
        this.admission = admission;
    }

    Instant now() {
        return service.clock().instant();
    }

    /**
     * An upload that is to begin.
     *
     * @param answered called once its answer is whole, while the producer may still be sending
     * @throws ServiceException if it is refused
     */
    PutMediaSession open(
            HttpRequest request, String requestId, ChannelHandlerContext ctx, Runnable answered) {
        callers.requireOfUpload(request);
        UploadHead head = UploadHead.of(request.headers(), service.streams());
        admission.call(Operation.PUT_MEDIA, head.stream().name());
        return new PutMediaSession(head, requestId, service, admission, ctx, answered);
    }
}
