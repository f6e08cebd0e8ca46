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

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** How many calls of a listener the buffers of the SDK become. */
class SdkSessionHandOverTest {

    private final Queue<Runnable> behindReads = new ArrayDeque<>();
    private final RecordingSessionListener listener = new RecordingSessionListener();
    private final SdkMediaSession session =
            new SdkMediaSession(
                    ServiceCall.getMedia("GetMedia of cam"), listener, () -> {}, behindReads::add);

    @Test
    void whatComesOfOneReadIsHandedOverTogetherAndInOrder() throws InterruptedException {
        arrive("one ", "two ", "three");
        assertThat(listener.text()).isEmpty();
        assertThat(behindReads).hasSize(1);

        behindReads.remove().run();

        assertThat(listener.tookBuffers(3, 0)).isTrue();
        assertThat(listener.text()).isEqualTo("one two three");
    }

    @Test
    void whatComesNextIsHandedOverBehindItsOwnRead() {
        arrive("one ");
        behindReads.remove().run();

        arrive("two");
        behindReads.remove().run();

        assertThat(listener.text()).isEqualTo("one two");
    }

    @Test
    void theEndComesBehindAllThatHasArrived() {
        arrive("one ", "two");

        session.onComplete();

        assertThat(listener.text()).isEqualTo("one two");
        assertThat(listener.ended()).isCompletedWithValue(new SessionEnd.Finished());
        behindReads.remove().run();
        assertThat(listener.text()).isEqualTo("one two");
    }

    private void arrive(String... pieces) {
        for (String piece : pieces) {
            session.onNext(ByteBuffer.wrap(piece.getBytes(UTF_8)));
        }
    }
}
