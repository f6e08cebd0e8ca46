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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Brings bad fragments to a side output, with {@code source.bad-fragment} set to EMIT. A source has
 * no side outputs of its own in Flink, so that it tags its records, and a chained operator splits
 * them:
 *
 * <pre>{@code
 * KvsMediaSource<Either<T, BadFragment>> source =
 *         KvsMediaSource.<Either<T, BadFragment>>builder()
 *                 .setDeserializer(BadFragments.beside(deserializer))
 *                 .setOption(KvsMediaSourceOptions.BAD_FRAGMENT, BadFragmentPolicy.EMIT)
 *                 ...
 * SingleOutputStreamOperator<T> good = BadFragments.aside(env.fromSource(source, ...));
 * DataStream<BadFragment> bad = good.getSideOutput(BadFragments.TAG);
 * }</pre>
 */
@PublicEvolving
public final class BadFragments {

    /** The side output of {@link #aside}. */
    public static final OutputTag<BadFragment> TAG =
            new OutputTag<>("bad-fragments", BadFragmentTypeInfo.INSTANCE);

    private BadFragments() {}

    /** Returns a schema of records on the left, and of bad fragments on the right. */
    public static <T> KvsMediaDeserializationSchema<Either<T, BadFragment>> beside(
            KvsMediaDeserializationSchema<T> records) {
        return new EitherDeserializationSchema<>(records);
    }

    /**
     * Passes on what is on the left, and puts what is on the right into the side output {@link
     * #TAG}.
     *
     * @param tagged the records of a source with {@link #beside}
     */
    public static <T> SingleOutputStreamOperator<T> aside(
            DataStream<Either<T, BadFragment>> tagged) {
        TypeInformation<T> type = ((EitherTypeInfo<T, BadFragment>) tagged.getType()).getLeftType();
        return tagged.process(new Router<T>()).returns(type).name("bad fragments aside");
    }

    private static final class Router<T> extends ProcessFunction<Either<T, BadFragment>, T> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Either<T, BadFragment> record, Context context, Collector<T> out) {
            if (record.isLeft()) {
                out.collect(record.left());
            } else {
                context.output(TAG, record.right());
            }
        }
    }
}
