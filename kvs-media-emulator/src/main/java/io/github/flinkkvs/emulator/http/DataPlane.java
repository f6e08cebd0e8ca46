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
import io.github.flinkkvs.emulator.session.SessionFaults;
import io.github.flinkkvs.emulator.store.StartSelector;
import io.github.flinkkvs.emulator.store.StoredStream;

/** Accepts or refuses GetMedia requests. */
final class DataPlane {
    private final Service service;
    private final Admission admission;

    DataPlane(Service service, Admission admission) {
        this.service = service;
        this.admission = admission;
    }

    /** A session that starts as soon as it is put into its channel's pipeline. */
    GetMediaSession getMedia(JsonRequest request, String requestId) {
        StoredStream stream = request.stream(service.streams());
        StartSelector selector = Selectors.read(request);
        SessionFaults faults = service.faults().of(stream.name()).open();
        CountedConnection connection =
                new CountedConnection(admission, Operation.GET_MEDIA, stream.name());
        GetMediaCall call =
                new GetMediaCall(
                        stream,
                        selector,
                        requestId,
                        service.clock().instant(),
                        connection,
                        admission.pace(Operation.GET_MEDIA));
        try {
            return new GetMediaSession(call, faults, service.sessions(), service.clock());
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
