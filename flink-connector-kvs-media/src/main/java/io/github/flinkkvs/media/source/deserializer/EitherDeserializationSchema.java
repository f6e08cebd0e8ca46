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
import org.apache.flink.util.Collector;

import java.io.IOException;

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
    public void deserialize(MediaFragment fragment, Collector<Either<T, BadFragment>> out)
            throws IOException {
        records.deserialize(fragment, new LeftCollector<>(out));
    }

    @Override
    public void deserializeBad(BadFragment bad, Collector<Either<T, BadFragment>> out) {
        out.collect(Either.Right(bad));
    }

    @Override
    public boolean acceptsBadFragments() {
        return true;
    }

    @Override
    public TypeInformation<Either<T, BadFragment>> getProducedType() {
        return new EitherTypeInfo<>(records.getProducedType(), BadFragmentTypeInfo.INSTANCE);
    }

    private record LeftCollector<T>(Collector<Either<T, BadFragment>> out) implements Collector<T> {

        @Override
        public void collect(T value) {
            out.collect(Either.Left(value));
        }

        @Override
        public void close() {}
    }
}
