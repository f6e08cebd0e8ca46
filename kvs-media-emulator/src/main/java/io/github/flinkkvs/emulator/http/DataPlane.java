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

import io.github.flinkkvs.emulator.session.SessionFaults;
import io.github.flinkkvs.emulator.store.StoredStream;

/** Accepts or refuses GetMedia requests. */
final class DataPlane {
    private final Service service;

    DataPlane(Service service) {
        this.service = service;
    }

    /** A session that starts as soon as it is put into its channel's pipeline. */
    GetMediaSession getMedia(JsonRequest request, String requestId) {
        StoredStream stream = request.stream(service.streams());
        SessionFaults planned = service.faults().of(stream.name());
        planned.nextFailure()
                .ifPresent(
                        failure -> {
                            throw new ServiceException(
                                    failure.httpStatus(), failure.errorName(), failure.message());
                        });
        GetMediaCall call =
                new GetMediaCall(
                        stream, Selectors.read(request), requestId, service.clock().instant());
        return new GetMediaSession(call, planned.nextPlan(), service.sessions(), service.clock());
    }
}
