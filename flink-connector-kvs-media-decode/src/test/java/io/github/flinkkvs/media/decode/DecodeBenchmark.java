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

package io.github.flinkkvs.media.decode;

import io.github.flinkkvs.media.model.MediaFragment;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Measures what docs/decoding.md says of speed and memory, beside the program {@code ffmpeg}. See
 * there for the command. Not a test, since a machine with other work tells nothing.
 */
public final class DecodeBenchmark {

    private static final int FRAMES = 600;
    private static final int ROUNDS = 5;
    private static final int HOUR_OF_FRAMES = 108_000;
    private static final int SAMPLE_EVERY = 6_000;
    private static final int SMALL = 640;
    private static final Pattern TIMES =
            Pattern.compile("utime=([0-9.]+)s stime=([0-9.]+)s rtime=([0-9.]+)s");
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path film;

    private DecodeBenchmark(Path film) {
        this.film = film;
    }

    /**
     * Runs one measurement.
     *
     * @param args {@code speed} or {@code memory}, and a film of 600 frames if it is not to be made
     */
    public static void main(String[] args) throws Exception {
        if (args.length > 1) {
            measure(args[0], Path.of(args[1]));
            return;
        }
        Path film = Files.createTempFile("decode-benchmark", ".mkv");
        try {
            makeFilm(film);
            measure(args[0], film);
        } finally {
            Files.delete(film);
        }
    }

    /** The noise is what makes a camera's pictures costly. */
    private static void makeFilm(Path film) throws IOException {
        FfmpegProgram.film(
                film,
                "1280x720",
                FRAMES,
                "-vf",
                "noise=alls=8:allf=t",
                "-pix_fmt",
                "yuv420p",
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-b:v",
                "4M",
                "-g",
                "60",
                "-bf",
                "0");
    }

    private static void measure(String what, Path film) throws Exception {
        System.out.printf("film: %d frames of 720p, %d bytes%n", FRAMES, Files.size(film));
        DecodeBenchmark benchmark = new DecodeBenchmark(film);
        if (what.equals("speed")) {
            benchmark.speed();
        } else {
            benchmark.memory();
        }
    }

    private void speed() throws Exception {
        Film frames = Film.read(film);
        PictureSettings jpeg = PictureSettings.defaults().withMaxWidth(SMALL);
        PictureSettings bgr = PictureSettings.defaults().withFormat(PictureFormat.BGR);
        Map<String, Rates> rates = new LinkedHashMap<>();
        for (int round = -1; round < ROUNDS; round++) {
            add(rates, round, "ffmpeg reads", ffmpeg("-c", "copy"));
            add(rates, round, "ffmpeg decodes", ffmpeg());
            add(rates, round, "ours decodes", decode(frames, bgr, false));
            add(rates, round, "ffmpeg to BGR", ffmpeg("-vf", "format=bgr24"));
            add(rates, round, "ours to BGR", decode(frames, bgr, true));
            add(rates, round, "ffmpeg to JPEG of 640", ffmpeg(jpegOptions()));
            add(rates, round, "ours to JPEG of 640", decode(frames, jpeg, true));
        }
        rates.forEach((name, rate) -> System.out.printf("%-24s %s%n", name, rate));
        for (String what : List.of("decodes", "to BGR", "to JPEG of 640")) {
            Rates ours = rates.get("ours " + what);
            Rates theirs = rates.get("ffmpeg " + what);
            System.out.printf(
                    "ours / ffmpeg, %s: %.2f by the clock, %.2f by CPU time%n",
                    what,
                    median(ours.byClock) / median(theirs.byClock),
                    median(ours.byCpu) / median(theirs.byCpu));
        }
    }

    private static String[] jpegOptions() {
        return new String[] {
            "-vf", "scale=" + SMALL + ":-1", "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "3"
        };
    }

    /** The round before the first is for warming up. */
    private static void add(Map<String, Rates> rates, int round, String name, double[] seconds) {
        Rates rate = rates.computeIfAbsent(name, n -> new Rates());
        if (round >= 0) {
            rate.byClock[round] = FRAMES / seconds[0];
            rate.byCpu[round] = FRAMES / seconds[1];
        }
    }

    /** Returns seconds by the clock, and of CPU with those of Java's own threads. */
    private static double[] decode(Film film, PictureSettings settings, boolean take)
            throws IOException {
        long[] bytes = {0};
        PictureConsumer consumer =
                (id, picture) -> bytes[0] += take ? picture.toPicture().bytes().length : 1;
        long start = System.nanoTime();
        long startCpu = PROCESS.getProcessCpuTime();
        try (VideoDecoder decoder = film.decoder(settings)) {
            for (Film.Frame frame : film.frames()) {
                decoder.decode(frame.data(), frame.keyFrame(), 0, consumer);
            }
            decoder.finish(consumer);
        }
        if (bytes[0] < FRAMES) {
            throw new IllegalStateException("only " + bytes[0] + " of " + FRAMES);
        }
        return new double[] {
            (System.nanoTime() - start) / 1e9, (PROCESS.getProcessCpuTime() - startCpu) / 1e9
        };
    }

    /** By the program's own clock, which begins when it has started. */
    private double[] ffmpeg(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("ffmpeg", "-v", "info", "-benchmark", "-filter_threads", "1"));
        command.addAll(List.of("-threads", "1", "-i", film.toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-threads", "1", "-f", "null", "-"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            Matcher times =
                    TIMES.matcher(new String(process.getInputStream().readAllBytes(), UTF_8));
            if (!process.waitFor(1, TimeUnit.MINUTES) || !times.find()) {
                throw new IOException("no times from " + command);
            }
            double user = Double.parseDouble(times.group(1));
            double system = Double.parseDouble(times.group(2));
            return new double[] {Double.parseDouble(times.group(3)), user + system};
        } finally {
            process.destroyForcibly();
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Frames a second, of each round. */
    private static final class Rates {

        private final double[] byClock = new double[ROUNDS];
        private final double[] byCpu = new double[ROUNDS];

        @Override
        public String toString() {
            return text(byClock) + " a second; " + text(byCpu) + " a second of CPU";
        }

        private static String text(double[] values) {
            return "%.0f (%.0f to %.0f)"
                    .formatted(
                            median(values),
                            Arrays.stream(values).min().orElse(0),
                            Arrays.stream(values).max().orElse(0));
        }
    }

    /** An hour's worth of frames, all decoded, of which some become JPEG files. */
    private void memory() throws IOException {
        List<MediaFragment> fragments = Fragments.of(Film.read(film));
        PictureSettings settings = PictureSettings.defaults().withMaxWidth(SMALL);
        long start = System.nanoTime();
        int decoded = 0;
        for (int next = 0; decoded < HOUR_OF_FRAMES; next = (next + 1) % fragments.size()) {
            MediaFragment fragment = fragments.get(next);
            BitSet wanted = new BitSet();
            wanted.set(0);
            wanted.set(fragment.frameCount() - 1);
            Outcome outcome = Outcome.of(fragment, settings, wanted);
            if (!outcome.undecodable.isEmpty()) {
                throw new IOException(outcome.undecodable.get(0).message());
            }
            int before = decoded;
            decoded += fragment.frameCount();
            if (before / SAMPLE_EVERY != decoded / SAMPLE_EVERY || before == 0) {
                System.out.printf(
                        "%6d frames in %4d s, %s%n",
                        decoded, (System.nanoTime() - start) / 1_000_000_000, residentMemory());
            }
        }
    }

    private static String residentMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("VmRSS unknown")
                .replaceAll("\\s+", " ");
    }
}
