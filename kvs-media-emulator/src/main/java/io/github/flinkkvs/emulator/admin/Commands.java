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

package io.github.flinkkvs.emulator.admin;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.media.camera.CameraText;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.emulator.session.FaultKind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;

/** What changes the emulator; each answers with what is so afterwards. Used by one thread. */
final class Commands {
    private static final String FAULT = "{\"fault\":\"end how=reset after=100000\"}";

    private final KvsEmulator emulator;

    Commands(KvsEmulator emulator) {
        this.emulator = emulator;
    }

    static EmulatedStream stream(KvsEmulator emulator, String name) {
        return emulator.streams().stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AdminException(404, "There is no stream '" + name + "'"));
    }

    Answer inject(AdminRequest request, String name) {
        EmulatedStream stream = stream(emulator, name);
        int struck = stream.inject(Fault.parse(request.text("fault", FAULT)));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("struck", struck).set("faults", StatusReport.faults(stream.faults()));
        return Answer.json(body);
    }

    Answer clear(String name) {
        EmulatedStream stream = stream(emulator, name);
        stream.clearFaults();
        return faults(StatusReport.faults(stream.faults()));
    }

    /** Of the account. */
    Answer inject(AdminRequest request) {
        emulator.faults().inject(Fault.parse(request.text("fault", FAULT)));
        return faults(StatusReport.faults(emulator.faults().statuses()));
    }

    Answer clear() {
        emulator.faults().clear();
        return faults(StatusReport.faults(emulator.faults().statuses()));
    }

    /** All that can be injected. */
    Answer kinds() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode kinds = body.putArray("kinds");
        for (FaultKind kind : FaultKind.values()) {
            kinds.addObject().put("usage", kind.usage()).put("summary", kind.summary());
        }
        return Answer.json(body);
    }

    /** Changes the limits that are named, all or none. */
    Answer limits(AdminRequest request) {
        ServiceLimits limits = emulator.limits();
        for (Map.Entry<String, JsonNode> setting : request.json().properties()) {
            limits = limits.withSetting(setting.getKey() + "=" + setting.getValue().asText());
        }
        emulator.setLimits(limits);
        return Answer.json(StatusReport.limits(limits));
    }

    /** Switches a camera on, and creates its stream if there is none. */
    Answer addCamera(AdminRequest request, String name) {
        SyntheticCamera camera = CameraText.parse(name, request.json().path("camera").asText(""));
        EmulatedStream stream =
                emulator.streams().stream()
                        .filter(other -> other.name().equals(name))
                        .findFirst()
                        .orElseGet(() -> emulator.createStream(name));
        stream.addCamera(camera);
        return cameras(stream);
    }

    /** Switches off the cameras of a stream, and its calls. */
    Answer stop(String name) {
        EmulatedStream stream = stream(emulator, name);
        stream.stopProducers();
        return cameras(stream);
    }

    private static Answer cameras(EmulatedStream stream) {
        return Answer.json(
                JsonNodeFactory.instance.objectNode().put("cameras", stream.producers()));
    }

    private static Answer faults(ArrayNode faults) {
        return Answer.json(JsonNodeFactory.instance.objectNode().set("faults", faults));
    }
}
