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

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.time.Instant;
import java.util.function.Function;

/** Hands each request to who answers it. */
final class Operations {
    private final Service service;
    private final Callers callers;
    private final Admission admission;
    private final StreamQueries queries;
    private final StreamChanges changes;
    private final Archive archive;
    private final DataPlane data;
    private final Uploads uploads;

    Operations(Service service) {
        this.service = service;
        queries = new StreamQueries(service.streams());
        callers = new Callers(service.signatures());
        admission = new Admission(service.limits(), service.faults(), service.callsRefused());
        changes = new StreamChanges(service.streams(), admission);
        archive = new Archive(service.streams(), admission, service.clock());
        data = new DataPlane(service, admission);
        uploads = new Uploads(service, callers, admission);
    }

    Instant now() {
        return service.clock().instant();
    }

    Callers callers() {
        return callers;
    }

    /**
     * The body of an answer in JSON.
     *
     * @param endpoints tells the endpoints as this client can reach them
     */
    String reply(Operation operation, JsonRequest request, Function<Endpoint, URI> endpoints) {
        admission.call(operation, request.namedStream(service.streams()));
        ObjectNode body =
                switch (operation) {
                    case CREATE_STREAM -> changes.createStream(request);
                    case DELETE_STREAM -> changes.deleteStream(request);
                    case UPDATE_DATA_RETENTION -> changes.updateDataRetention(request);
                    case TAG_STREAM -> changes.tagStream(request);
                    case UNTAG_STREAM -> changes.untagStream(request);
                    case DESCRIBE_STREAM -> queries.describeStream(request);
                    case LIST_STREAMS -> queries.listStreams(request);
                    case LIST_TAGS_FOR_STREAM -> queries.listTagsForStream(request);
                    case GET_DATA_ENDPOINT -> queries.getDataEndpoint(request, endpoints);
                    case LIST_FRAGMENTS -> archive.listFragments(request);
                    case PUT_MEDIA, GET_MEDIA, GET_MEDIA_FOR_FRAGMENT_LIST ->
                            throw new IllegalArgumentException(operation + " answers no JSON");
                };
        return body.toString();
    }

    /** Who answers what is asked by headers, with a body that is media. */
    Uploads uploads() {
        return uploads;
    }

    MediaResponse media(Operation operation, JsonRequest request, String requestId) {
        admission.call(operation, request.namedStream(service.streams()));
        return operation == Operation.GET_MEDIA
                ? data.getMedia(request, requestId)
                : archive.getMediaForFragmentList(request, requestId);
    }
}
