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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the rounds gave, by what was read and by whom. */
final class Figures {
    private final Map<SessionMedia, Map<Reader, List<Figure>>> figures =
            new EnumMap<>(SessionMedia.class);

    /**
     * What one fork gave.
     *
     * @param bytesPerSecond bytes read in a second
     * @param fragmentsPerSecond fragments read in a second
     * @param allocatedPerByte bytes allocated for each byte read
     */
    record Figure(double bytesPerSecond, double fragmentsPerSecond, double allocatedPerByte) {}

    void add(SessionMedia media, Reader reader, Figure figure) {
        figures.computeIfAbsent(media, m -> new EnumMap<>(Reader.class))
                .computeIfAbsent(reader, r -> new ArrayList<>())
                .add(figure);
    }

    List<SessionMedia> media() {
        return List.copyOf(figures.keySet());
    }

    /** Returns those that have read the media. */
    List<Reader> readers(SessionMedia media) {
        return List.copyOf(figures.get(media).keySet());
    }

    /** Returns the figures in the order of the rounds. */
    List<Figure> of(SessionMedia media, Reader reader) {
        return List.copyOf(figures.get(media).get(reader));
    }

    double median(SessionMedia media, Reader reader, ToDoubleFunction<Figure> what) {
        return middle(of(media, reader).stream().mapToDouble(what).toArray());
    }

    /** Returns how far the rounds lie apart, as a part of their median. */
    double spread(SessionMedia media, Reader reader) {
        List<Figure> all = of(media, reader);
        Comparator<Figure> bySpeed = Comparator.comparingDouble(Figure::bytesPerSecond);
        double most = all.stream().max(bySpeed).orElseThrow().bytesPerSecond();
        double least = all.stream().min(bySpeed).orElseThrow().bytesPerSecond();
        return (most - least) / median(media, reader, Figure::bytesPerSecond);
    }

    /** Returns the median of the rounds' ratios: what disturbs one round disturbs both. */
    double ratio(SessionMedia media, Reader reader, Reader other) {
        List<Figure> ours = of(media, reader);
        List<Figure> theirs = of(media, other);
        double[] ratios = new double[ours.size()];
        Arrays.setAll(ratios, i -> ours.get(i).bytesPerSecond() / theirs.get(i).bytesPerSecond());
        return middle(ratios);
    }

    private static double middle(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
