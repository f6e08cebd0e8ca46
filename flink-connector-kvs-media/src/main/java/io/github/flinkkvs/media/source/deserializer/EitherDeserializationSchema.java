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

package io.github.flinkkvs.media.source.deserializer;

import io.github.flinkkvs.media.model.BadFragment;
import io.github.flinkkvs.media.model.BadFragmentTypeInfo;
import io.github.flinkkvs.media.model.MediaFragment;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.types.Either;

import java.io.IOException;
import java.time.Instant;

/** Puts another schema's records on the left, and bad fragments on the right. */
final class EitherDeserializationSchema<T>
        implements KvsMediaDeserializationSchema<Either<T, BadFragment>> {

    private static final long serialVersionUID = 1L;

    private final KvsMediaDeserializationSchema<T> records;

    EitherDeserializationSchema(KvsMediaDeserializationSchema<T> records) {
        this.records = records;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        records.open(context);
    }

    @Override
    public void deserialize(MediaFragment fragment, RecordOutput<Either<T, BadFragment>> out)
            throws IOException {
        records.deserialize(fragment, new LeftOutput<>(out));
    }

    @Override
    public void deserializeBad(BadFragment bad, RecordOutput<Either<T, BadFragment>> out) {
        out.collect(Either.Right(bad));
    }

    @Override
    public boolean needsMedia() {
        return records.needsMedia();
    }

    @Override
    public boolean acceptsBadFragments() {
        return true;
    }

    @Override
    public TypeInformation<Either<T, BadFragment>> getProducedType() {
        return new EitherTypeInfo<>(records.getProducedType(), BadFragmentTypeInfo.INSTANCE);
    }

    private record LeftOutput<T>(RecordOutput<Either<T, BadFragment>> out)
            implements RecordOutput<T> {

        @Override
        public void collect(T element) {
            out.collect(Either.Left(element));
        }

        @Override
        public void collect(T element, Instant eventTime) {
            out.collect(Either.Left(element), eventTime);
        }
    }
}
