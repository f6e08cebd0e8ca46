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

package io.github.flinkkvs.examples;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.camera.CameraText;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Synthetic cameras in this JVM, which needs no account. */
final class EmulatedCameras implements CameraService {

    private static final String PREFIX = "cam-";
    private static final Duration SEARCH_INTERVAL = Duration.ofSeconds(5);

    private final KvsEmulator emulator = KvsEmulator.start();

    /**
     * Starts the cameras.
     *
     * @param cameras what comes behind the prefix, and settings, as {@link CameraText} has them
     * @param past how much they have recorded already
     */
    EmulatedCameras(Map<String, String> cameras, Duration past) {
        Instant now = Instant.now();
        Map<EmulatedStream, SyntheticCamera> installed = new LinkedHashMap<>();
        cameras.forEach(
                (name, settings) ->
                        installed.put(
                                emulator.createStream(PREFIX + name),
                                CameraText.parse(name, settings)));
        installed.forEach((stream, camera) -> stream.storePast(camera, now.minus(past), past));
        installed.forEach((stream, camera) -> goOn(stream, camera, now));
        System.out.printf(
                "Service emulated, its page: %semulator/%n"
                        + "One more camera, if you like, and off again:%n"
                        + "  curl -d '{\"camera\":\"\"}' -H 'Content-Type: application/json'"
                        + " %<semulator/streams/%sattic/cameras%n"
                        + "  curl -X DELETE %1$semulator/streams/%2$sattic/cameras%n",
                emulator.endpoint().resolve("/"), PREFIX);
    }

    /** Closes the gap that the recording of a long past leaves, since it takes its time. */
    private static void goOn(EmulatedStream stream, SyntheticCamera camera, Instant from) {
        Duration gap = Duration.between(from, Instant.now()).truncatedTo(ChronoUnit.SECONDS);
        stream.storePast(camera, from, gap);
        stream.addCamera(camera);
    }

    @Override
    public void configure(KvsMediaSourceBuilder<?> source) {
        source.setStreamNamePrefix(PREFIX)
                .setRegion(emulator.region())
                .setEndpoint(emulator.endpoint().toString())
                .setAwsOption("aws.credentials.basic.accesskeyid", "any")
                .setAwsOption("aws.credentials.basic.secretkey", "any")
                .setOption(KvsMediaSourceOptions.DISCOVERY_INTERVAL, SEARCH_INTERVAL);
    }

    @Override
    public void close() {
        emulator.close();
    }
}
