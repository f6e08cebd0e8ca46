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

package io.github.flinkkvs.emulator.mkv;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EbmlWriterTest {

    @ParameterizedTest
    @CsvSource({"0,EC80", "126,ECFE", "127,EC407F", "16382,EC7FFE", "16383,EC203FFF"})
    void takesTheShortestSizeThatDoesNotMeanUnknown(int length, String start) {
        byte[] bytes = new EbmlWriter().element(0xEC, new byte[length]).toByteArray();

        assertThat(hex(bytes)).startsWith(start);
        assertThat(bytes).hasSize(start.length() / 2 + length);
    }

    @Test
    void spendsAsManyBytesOnASizeAsAsked() {
        assertThat(hex(new EbmlWriter(4).element(0x7373, new byte[1]).toByteArray()))
                .isEqualTo("73731000000100");
        assertThat(hex(new EbmlWriter().element(0xEC, 8, new byte[1]).toByteArray()))
                .isEqualTo("EC010000000000000100");
    }

    @Test
    void refusesASizeThatDoesNotFit() {
        assertThatThrownBy(() -> new EbmlWriter().element(0xEC, 1, new byte[127]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("127");
    }

    @Test
    void writesUnknownSizesAsAllOnes() {
        assertThat(hex(new EbmlWriter().unknownSize(MatroskaIds.SEGMENT, 8).toByteArray()))
                .isEqualTo("1853806701FFFFFFFFFFFFFF");
        assertThat(hex(new EbmlWriter().unknownSize(MatroskaIds.CLUSTER, 1).toByteArray()))
                .isEqualTo("1F43B675FF");
    }

    @Test
    void writesNumbersInAsFewBytesAsTheyNeedOrInAsManyAsAsked() {
        byte[] bytes =
                new EbmlWriter()
                        .unsigned(0xD7, 0)
                        .unsigned(0xD7, 255)
                        .unsigned(0xD7, 256)
                        .unsigned(0xD7, 1, 8)
                        .decimal(0xB5, 8000)
                        .toByteArray();

        assertThat(hex(bytes))
                .isEqualTo("D78100D781FFD7820100D7880000000000000001B58840BF400000000000");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
