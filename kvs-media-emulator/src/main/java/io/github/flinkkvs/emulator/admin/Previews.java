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
import io.github.flinkkvs.emulator.media.preview.KeyFramePreview;
import io.github.flinkkvs.emulator.media.preview.PreviewPicture;
import io.github.flinkkvs.emulator.store.StoredFragment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The last key frame of each stream, decoded once. Used by one thread. */
final class Previews {
    private static final int MOST_KEPT = 100;
    private static final String NONE =
            "There is no picture: the last fragment has no key frame of H.264 or motion JPEG that"
                    + " can be shown";

    private final KvsEmulator emulator;

    /** By stream. */
    private final Map<String, Kept> kept =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                    return size() > MOST_KEPT;
                }
            };

    private record Kept(String fragment, Optional<PreviewPicture> picture) {}

    Previews(KvsEmulator emulator) {
        this.emulator = emulator;
    }

    Answer of(String name) {
        EmulatedStream stream = Commands.stream(emulator, name);
        StoredFragment newest =
                stream.kept()
                        .newest()
                        .orElseThrow(() -> new AdminException(404, "The stream is empty"));
        Kept last = kept.get(stream.arn());
        if (last == null || !last.fragment.equals(newest.number())) {
            last = new Kept(newest.number(), KeyFramePreview.of(newest.toByteArray()));
            kept.remove(stream.arn());
            kept.put(stream.arn(), last);
        }
        return last.picture
                .map(picture -> Answer.of(picture.mediaType(), picture.bytes()))
                .orElseThrow(() -> new AdminException(404, NONE));
    }
}
