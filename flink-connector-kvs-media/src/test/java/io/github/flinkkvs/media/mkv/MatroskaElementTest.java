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

import io.github.flinkkvs.media.mkv.MatroskaElement.Kind;

import org.ebml.BinaryElement;
import org.ebml.Element;
import org.ebml.FloatElement;
import org.ebml.MasterElement;
import org.ebml.ProtoType;
import org.ebml.SignedIntegerElement;
import org.ebml.StringElement;
import org.ebml.UTF8StringElement;
import org.ebml.UnsignedIntegerElement;
import org.ebml.matroska.MatroskaDocTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks the table against the schema of jebml. Seven types of that schema differ from the
 * specification, all of them of elements that this table does not have, so no exception is made
 * here.
 */
class MatroskaElementTest {

    private static final Map<Kind, List<Class<?>>> TYPES =
            Map.of(
                    Kind.MASTER, List.of(MasterElement.class),
                    Kind.SKIPPED_MASTER, List.of(MasterElement.class),
                    Kind.UNSIGNED, List.of(UnsignedIntegerElement.class),
                    Kind.SIGNED, List.of(SignedIntegerElement.class),
                    Kind.FLOAT, List.of(FloatElement.class),
                    Kind.TEXT, List.of(StringElement.class, UTF8StringElement.class),
                    Kind.BINARY, List.of(BinaryElement.class));

    @ParameterizedTest
    @EnumSource(MatroskaElement.class)
    void namesLevelsAndTypesAreThoseOfAnIndependentSchema(MatroskaElement element) {
        assertThat(MatroskaDocTypes.Void).as("loads the schema").isNotNull();

        Element theirs = ProtoType.getInstance(ByteBuffer.wrap(idBytes(element)));

        assertThat(theirs.getElementType().getName().replace('_', '-'))
                .isEqualTo(element.specName());
        assertThat(theirs.getElementType().getLevel()).isEqualTo(element.level());
        assertThat(TYPES.get(element.kind())).contains(theirs.getClass());
    }

    @ParameterizedTest
    @EnumSource(MatroskaElement.class)
    void everyElementIsFoundByItsId(MatroskaElement element) {
        assertThat(MatroskaElement.ofId(element.id())).isSameAs(element);
    }

    @Test
    void anIdThatIsNotInTheTableIsNone() {
        assertThat(MatroskaElement.ofId(0x4286)).isNull();
        assertThat(MatroskaElement.ofId(0)).isNull();
    }

    private static byte[] idBytes(MatroskaElement element) {
        byte[] header = TestingMkv.header(element.id(), 0);
        return Arrays.copyOf(header, header.length - 8);
    }
}
