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

package io.github.flinkkvs.emulator.media.camera;

import io.github.flinkkvs.emulator.session.DurationText;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a camera as people write it for the command line and the admin endpoint: settings with
 * commas between them, such as {@code
 * size=1280x720,fps=25,gop=2s,fragment=4s,audio,tag.site=north}.
 */
public final class CameraText {
    /** All that can be written. */
    public static final String SETTINGS =
            "size=WIDTHxHEIGHT, fps=NUMBER, gop=DURATION, fragment=DURATION, block=DURATION, audio,"
                    + " shared, tag.KEY=VALUE";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
    private static final String TAG = "tag.";

    private final SyntheticCamera.Builder camera;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private int framesPerSecond = 15;
    private Duration keyFramesEvery;

    private CameraText(String name) {
        camera = SyntheticCamera.builder(name);
    }

    /**
     * Reads the settings of a camera; what is not set is as {@link SyntheticCamera} has it.
     *
     * @param settings may be empty
     * @throws IllegalArgumentException with a message for who wrote it, which says what is valid
     */
    public static SyntheticCamera parse(String name, String settings) {
        CameraText text = new CameraText(name);
        for (String setting : settings.split(",", -1)) {
            if (!setting.isBlank()) {
                text.read(setting.strip());
            }
        }
        return text.build();
    }

    private void read(String setting) {
        int equals = setting.indexOf('=');
        String name = equals < 0 ? setting : setting.substring(0, equals);
        String value = equals < 0 ? "" : setting.substring(equals + 1);
        if (name.startsWith(TAG) && name.length() > TAG.length() && equals > 0) {
            tags.put(name.substring(TAG.length()), value);
            return;
        }
        switch (equals < 0 ? name : name + "=") {
            case "audio" -> camera.audio(true);
            case "shared" -> camera.sharedFootage(true);
            case "size=" -> readSize(value);
            case "fps=" -> readFramesPerSecond(value);
            case "gop=" -> keyFramesEvery = DurationText.parse(value);
            case "block=" -> camera.blockEvery(DurationText.parse(value));
            case "fragment=" -> camera.fragmentLength(DurationText.parse(value));
            default ->
                    throw new IllegalArgumentException(
                            "There is no camera setting '" + setting + "'; there are " + SETTINGS);
        }
    }

    private void readSize(String value) {
        Matcher size = SIZE.matcher(value);
        if (!size.matches()) {
            throw new IllegalArgumentException("'" + value + "' is no size: write 1280x720");
        }
        camera.size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
    }

    private void readFramesPerSecond(String value) {
        if (!value.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("'" + value + "' is no number of frames: write 25");
        }
        framesPerSecond = Integer.parseInt(value);
        camera.framesPerSecond(framesPerSecond);
    }

    private SyntheticCamera build() {
        if (keyFramesEvery != null) {
            long frames = Math.round(keyFramesEvery.toMillis() * framesPerSecond / 1000.0);
            camera.keyFrameEvery((int) Math.max(1, frames));
        }
        return camera.userTags(tags).build();
    }
}
