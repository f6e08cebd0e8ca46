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

package io.github.flinkkvs.media.source.reader;

import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;

/** What the fetcher does about a stream that the reader has let go. */
@Timeout(30)
class ReleasedStreamTest {

    private final ReaderFixture fixture = new ReaderFixture();

    @Test
    void itsSessionEndsAndItsSplitFinishesWhileOthersAreReadOn() throws IOException {
        ScriptedClient.Session gone = reading("gone");
        ScriptedClient.Session kept = reading("kept");

        release("gone");
        kept.sends(chunk(1));

        assertThat(fixture.read()).containsExactly(number(1));
        assertThat(gone.aborted).isTrue();
        assertThat(kept.aborted).isFalse();
        assertThat(fixture.finished).containsExactly("gone");
    }

    @Test
    void whatItsSessionStillSaysIsNotHeard() throws IOException {
        ScriptedClient.Session gone = reading("gone");

        release("gone");
        gone.sends(chunk(1));
        fixture.read();
        gone.sends(chunk(2));

        assertThat(fixture.read()).isEmpty();
        assertThat(fixture.client.sessions).hasSize(1);
    }

    @Test
    void aPausedStreamIsReleasedToo() throws IOException {
        KvsMediaSplit split = add("gone");
        fixture.read();
        fixture.reader.pauseOrResumeSplits(List.of(split), List.of());

        release("gone");
        fixture.read();
        fixture.reader.pauseOrResumeSplits(List.of(), List.of(split));

        assertThat(fixture.read()).isEmpty();
        assertThat(fixture.finished).containsExactly("gone");
    }

    @Test
    void aStreamThatIsReleasedBeforeTheFetcherHasItIsNotAskedFor() throws IOException {
        fixture.released.assign(List.of(split("gone")));
        release("gone");
        fixture.read();

        fixture.add(split("gone"));
        fixture.read();

        assertThat(fixture.client.sessions).isEmpty();
        assertThat(fixture.finished).containsExactly("gone");
    }

    @Test
    void aStreamThatComesBackIsReadByANewFetcher() throws IOException {
        reading("gone").sends(chunk(1));
        release("gone");
        fixture.read();

        fixture.released.finished(Set.of("gone"));
        ScriptedClient.Session again = reading("gone").sends(chunk(1));

        assertThat(fixture.read()).containsExactly(number(1));
        assertThat(again.aborted).isFalse();
    }

    private ScriptedClient.Session reading(String stream) throws IOException {
        add(stream);
        return fixture.nextSession().opensAt(arrival(1));
    }

    private KvsMediaSplit add(String stream) {
        fixture.released.assign(List.of(split(stream)));
        return fixture.add(split(stream));
    }

    private void release(String stream) {
        fixture.released.release(List.of(stream));
        fixture.ready.wakeUp();
    }

    private static KvsMediaSplit split(String stream) {
        return new KvsMediaSplit(
                StreamId.of(stream),
                SplitPosition.startingAt(StartPosition.earliest()),
                StopPosition.never());
    }
}
