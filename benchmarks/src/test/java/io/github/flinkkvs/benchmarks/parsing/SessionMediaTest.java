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

package io.github.flinkkvs.benchmarks.parsing;

import io.github.flinkkvs.media.mkv.ChunkAssembler;
import io.github.flinkkvs.media.mkv.MediaChunk;
import io.github.flinkkvs.media.mkv.ParserLimits;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;

import static org.assertj.core.api.Assertions.assertThat;

/** What is compared does the same work: each reader finds all of a session. */
class SessionMediaTest {

    @ParameterizedTest
    @EnumSource(SessionMedia.class)
    void eachReaderFindsAllFramesOrTheLastFragment(SessionMedia media) throws Exception {
        SessionMedia.Session session = media.session();

        ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());
        ByteBuffer in = ByteBuffer.wrap(session.bytes());
        int fragments = 0;
        int frames = 0;
        String last = "";
        while (in.hasRemaining()) {
            if (assembler.feed(in) instanceof MediaChunk chunk) {
                fragments++;
                frames += chunk.frames().size();
                last = chunk.fragmentNumber();
            }
        }

        assertThat(fragments).isEqualTo(session.fragments());
        assertThat(frames).isEqualTo(session.frames());
        assertThat(JebmlFrames.count(session.bytes())).isEqualTo(session.frames());
        assertThat(AwsParser.frames(session.bytes())).isEqualTo(session.frames());
        assertThat(AwsParser.lastFragment(session.bytes()).getFragmentNumberString())
                .isEqualTo(last);
    }
}
