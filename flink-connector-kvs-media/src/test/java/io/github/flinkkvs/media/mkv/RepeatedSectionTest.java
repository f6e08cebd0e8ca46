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

package io.github.flinkkvs.media.mkv;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static io.github.flinkkvs.media.mkv.MatroskaElement.CODEC_ID;
import static io.github.flinkkvs.media.mkv.MatroskaElement.CODEC_PRIVATE;
import static io.github.flinkkvs.media.mkv.MatroskaElement.TRACK_ENTRY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class RepeatedSectionTest {

    private final Heard heard = new Heard();
    private final RepeatedSection section = new RepeatedSection(heard);

    @Test
    void theFirstChunkIsHeard() throws Exception {
        track("a", "b");

        assertThat(heard.events).containsExactly("start", "leaf a", "leaf b", "end");
    }

    @Test
    void whatIsTheSameIsNotHeardAgainAndNotForgotten() throws Exception {
        track("a", "b");
        section.startAnew();
        track("a", "b");
        section.settle();

        assertThat(heard.events).containsExactly("start", "leaf a", "leaf b", "end");
        assertThat(heard.count).isEqualTo(4);
    }

    @Test
    void aDifferenceIsHeardWithAllThatWasSaidBeforeIt() throws Exception {
        track("a", "b");
        section.startAnew();
        track("a", "c");

        assertThat(heard.events).containsExactly("start", "leaf a", "leaf c", "end");
    }

    @Test
    void whatIsLongerByNothingButItsEndIsAnother() throws Exception {
        track("a", "b");
        section.startAnew();
        track("a", "bb");

        assertThat(heard.events).containsExactly("start", "leaf a", "leaf bb", "end");
    }

    @Test
    void aChunkThatSaysLessIsNotTheSame() throws Exception {
        track("a");
        track("b");
        section.startAnew();
        track("a");
        section.settle();

        assertThat(heard.events).containsExactly("start", "leaf a", "end");
    }

    @Test
    void aChunkThatSaysNothingHasNothing() throws Exception {
        track("a");
        section.startAnew();
        section.settle();

        assertThat(heard.events).isEmpty();
    }

    @Test
    void aChunkThatSaysMoreIsHeardWhole() throws Exception {
        track("a");
        section.startAnew();
        track("a");
        section.settle();
        track("b");

        assertThat(heard.events)
                .containsExactly("start", "leaf a", "end", "start", "leaf b", "end");
    }

    @Test
    void whatIsTooLongToRememberIsHeardEachTime() throws Exception {
        byte[] large = new byte[RepeatedSection.MAX_BYTES];
        for (int i = 0; i < 3; i++) {
            section.startAnew();
            section.start(TRACK_ENTRY);
            section.leaf(CODEC_PRIVATE, new Payload().at(large, 0, large.length, 0));
            section.end(TRACK_ENTRY);
            section.settle();

            assertThat(heard.events).hasSize(3);
        }
        assertThat(heard.count).isEqualTo(9);
    }

    private void track(String... leaves) throws MalformedException {
        section.start(TRACK_ENTRY);
        for (String leaf : leaves) {
            byte[] bytes = ("--" + leaf).getBytes(UTF_8);
            section.leaf(CODEC_ID, new Payload().at(bytes, 2, bytes.length - 2, 0));
        }
        section.end(TRACK_ENTRY);
    }

    /** Writes down what it hears, and how often it heard anything. */
    private static final class Heard implements RepeatedSection.Rereadable {
        private final List<String> events = new ArrayList<>();
        private int count;

        @Override
        public void clear() {
            events.clear();
        }

        @Override
        public void start(MatroskaElement element) {
            hear("start");
        }

        @Override
        public void leaf(MatroskaElement element, Payload payload) {
            hear("leaf " + payload.text());
        }

        @Override
        public void end(MatroskaElement element) {
            hear("end");
        }

        private void hear(String event) {
            events.add(event);
            count++;
        }
    }
}
